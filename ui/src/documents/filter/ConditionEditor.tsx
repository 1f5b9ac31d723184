import { Button, FocusTrap, Group, Select, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useDataLocale } from '@/layout/DataLocale'
import { isWhole, type Condition, type Op } from './conditions'
import { wordOf } from './ConditionWords'
import type { Field } from './fields'
import { ValueInput } from './ValueInput'

interface Props {
  field: Field
  condition: Condition
  onChange: (condition: Condition) => void
  onDone: () => void
  /** Adds another that will do as well. */
  onAlternative?: () => void
  alternative?: string
}

const SEVERAL: readonly Op[] = ['in', 'notIn', 'between', 'below', 'notBelow']

/** How an attribute is compared, and with what. */
export function ConditionEditor({ field, condition, onChange, onDone, onAlternative, alternative }: Props) {
  const { t } = useTranslation('documents')
  const change = (op: Op) => {
    const isKept = SEVERAL.includes(op) === SEVERAL.includes(condition.op) && op !== 'between' && condition.op !== 'between'
    onChange({ ...condition, op, value: isKept ? condition.value : undefined })
  }
  return (
    <FocusTrap active>
      <form onSubmit={(event) => { event.preventDefault(); onDone() }}>
        <Stack gap="xs" w={320}>
          <Text fw={600} size="sm">{field.title}</Text>
          <Select
            aria-label={t('filter.operator')}
            data={field.ops.map((op) => ({ value: op, label: t(`filter.ops.${wordOf(op, field)}` as 'filter.ops.is') }))}
            value={condition.op}
            onChange={(op) => op && change(op as Op)}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
          />
          <Part field={field} condition={condition} onChange={onChange} />
          <ValueInput field={field} condition={condition} onChange={(value) => onChange({ ...condition, value })} />
          <Group justify="space-between" mt={4}>
            {onAlternative && isWhole(condition) ? <Button variant="subtle" size="compact-sm" onClick={onAlternative}>{alternative}</Button> : <span />}
            <Button type="submit" size="compact-sm" disabled={!isWhole(condition)}>{t('filter.apply')}</Button>
          </Group>
        </Stack>
      </form>
    </FocusTrap>
  )
}

/** The language of a value, or the currency of a price. */
function Part({ field, condition, onChange }: Pick<Props, 'field' | 'condition' | 'onChange'>) {
  const { t } = useTranslation('documents')
  const { locales } = useDataLocale()
  const currencies = field.kind === 'price' ? (field.attribute?.constraints.currencies as string[] | undefined) : undefined
  const parts = field.languages ? locales : currencies
  if (!parts || parts.length === 0) return null
  const isOptional = field.languages !== 'one'
  return (
    <Select
      aria-label={t(field.languages ? 'filter.language' : 'filter.currency')}
      placeholder={t(field.languages ? 'filter.anyLanguage' : 'filter.anyCurrency')}
      data={parts}
      value={condition.part ?? null}
      onChange={(part) => onChange({ ...condition, part: part ?? undefined })}
      clearable={isOptional}
      allowDeselect={isOptional}
      comboboxProps={{ withinPortal: false }}
    />
  )
}

