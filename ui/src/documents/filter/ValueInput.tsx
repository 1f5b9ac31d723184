import { Group, MultiSelect, NumberInput, SegmentedControl, Text, Textarea, TextInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import '@mantine/dates/styles.css'
import 'dayjs/locale/fr'
import { useTranslation } from 'react-i18next'
import { useValues } from '@/attributes/values'
import { useLabel } from '@/layout/DataLocale'
import { ClassificationInput } from './ClassificationInput'
import type { Condition } from './conditions'
import type { Field } from './fields'

interface Props {
  field: Field
  condition: Condition
  onChange: (value: unknown) => void
}

/** The right input for what a condition compares with. */
export function ValueInput({ field, condition, onChange }: Props) {
  const { t } = useTranslation('documents')
  const { op, value } = condition
  const name = t('filter.value')
  if (op === 'filled' || op === 'missing') return null
  if (op === 'between') {
    const [from, to] = (Array.isArray(value) ? value : []) as unknown[]
    return (
      <Group gap="xs" wrap="nowrap">
        <One field={field} label={t('filter.from')} value={from} onChange={(next) => onChange([next, to])} isFocused />
        <Text size="sm" c="var(--soft)">–</Text>
        <One field={field} label={t('filter.to')} value={to} onChange={(next) => onChange([from, next])} />
      </Group>
    )
  }
  const codes = (Array.isArray(value) ? value : []) as string[]
  switch (field.kind) {
    case 'list': return <ListInput attribute={field.attribute!.id} label={name} value={codes} onChange={onChange} />
    case 'choice': return <MultiSelect aria-label={name} data={field.options} value={codes} onChange={onChange} searchable data-autofocus comboboxProps={{ withinPortal: false }} />
    case 'classification': return <ClassificationInput ariaLabel={name} value={codes} onChange={onChange} isFocused />
    case 'boolean': return <YesNo value={value} onChange={onChange} labels={[t('filter.yes'), t('filter.no')]} />
    case 'code': if (op === 'in') return <CodesInput value={codes} onChange={onChange} />
  }
  return <One field={field} label={name} value={value} onChange={onChange} isFocused />
}

interface OneProps {
  field: Field
  label: string
  value: unknown
  onChange: (value: unknown) => void
  isFocused?: boolean
}

function One({ field, label, value, onChange, isFocused }: OneProps) {
  const { i18n } = useTranslation()
  const focus = isFocused || undefined
  if (field.kind === 'day' || field.kind === 'moment') {
    return (
      <DateInput
        aria-label={label}
        data-autofocus={focus}
        locale={i18n.language}
        valueFormat={i18n.language === 'fr' ? 'D MMM YYYY' : 'MMM D, YYYY'}
        value={value ? String(value).slice(0, 10) : null}
        onChange={(day) => onChange(day ?? undefined)}
        popoverProps={{ withinPortal: false }}
      />
    )
  }
  if (field.kind === 'number' || field.kind === 'price' || field.kind === 'percent' || field.kind === 'measure') {
    const isFrench = i18n.language === 'fr'
    return (
      <NumberInput
        aria-label={label}
        data-autofocus={focus}
        hideControls
        decimalSeparator={isFrench ? ',' : '.'}
        thousandSeparator={isFrench ? '\u202f' : ','}
        suffix={field.kind === 'percent' ? '\u00a0%' : undefined}
        value={typeof value === 'number' ? value : value ? Number(value) : ''}
        onChange={(next) => onChange(next === '' ? undefined : Number(next))}
      />
    )
  }
  return <TextInput aria-label={label} data-autofocus={focus} value={String(value ?? '')} onChange={(event) => onChange(event.currentTarget.value)} />
}

function YesNo({ value, onChange, labels: [yes, no] }: { value: unknown; onChange: (value: boolean) => void; labels: [string, string] }) {
  return (
    <SegmentedControl
      fullWidth
      data={[{ value: 'true', label: yes }, { value: 'false', label: no }]}
      value={value === undefined ? '' : String(value)}
      onChange={(next) => onChange(next === 'true')}
    />
  )
}

function ListInput({ attribute, label, value, onChange }: { attribute: string; label: string; value: string[]; onChange: (value: string[]) => void }) {
  const name = useLabel()
  const values = useValues(attribute).data ?? []
  return (
    <MultiSelect
      aria-label={label}
      data={values.map((one) => ({ value: one.code, label: name(one.labels, one.code) }))}
      value={value}
      onChange={onChange}
      searchable
      hidePickedOptions
      limit={100}
      data-autofocus
      comboboxProps={{ withinPortal: false }}
    />
  )
}

/** A list of codes as it is pasted from a sheet or a mail. */
function CodesInput({ value, onChange }: { value: string[]; onChange: (value: string[]) => void }) {
  const { t } = useTranslation('documents')
  return (
    <Textarea
      aria-label={t('filter.value')}
      description={t('filter.codesHint', { count: value.length })}
      data-autofocus
      autosize
      minRows={3}
      maxRows={10}
      defaultValue={value.join('\n')}
      onChange={(event) => onChange([...new Set(event.currentTarget.value.split(/[\s,;]+/).filter(Boolean))])}
      ff="monospace"
    />
  )
}
