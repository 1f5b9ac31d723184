import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLabel } from '@/layout/DataLocale'
import { useAttributesOf } from '../lineKinds'
import { conditionsOf, filtersOf, operatorsOf, type Condition } from './filters'

interface Props {
  model: string
  value: Record<string, unknown>
  onChange: (filters: Record<string, unknown>) => void
  error?: string
}

const OWN = ['search', 'id', 'isActive', 'classifications', 'tags.id', 'dateModified', 'dateCreated']

/** Which things are exported; all conditions must hold. */
export function FiltersInput({ model, value, onChange, error }: Props) {
  const { t } = useTranslation('flows')
  const label = useLabel()
  const attributes = useAttributesOf(model).filter((attribute) => attribute.isFilterable)
  const [conditions, setConditions] = useState(() => conditionsOf(value))
  const set = (next: Condition[]) => {
    setConditions(next)
    onChange(filtersOf(next.filter((one) => one.field && one.value !== '')))
  }
  const replace = (index: number, condition: Condition | null) => set(conditions.flatMap((own, at) => (at !== index ? [own] : condition ? [condition] : [])))
  const fields = [
    { group: t('mapping.properties'), items: OWN.map((field) => ({ value: field, label: t(`filters.${field}`) })) },
    { group: t('mapping.attributes'), items: attributes.map((own) => ({ value: `attributes.${own.id}`, label: label(own.name, own.id) })) },
  ]
  return (
    <Stack gap="xs" align="flex-start" role="group" aria-label={t('filters.title')}>
      {conditions.length === 0 && <Text size="sm" c="var(--soft)">{t('filters.none')}</Text>}
      {conditions.map((condition, index) => (
        <Row key={index} condition={condition} fields={fields} onChange={(changed) => replace(index, changed)} />
      ))}
      {error && <Text size="sm" c="red">{error}</Text>}
      <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} />} onClick={() => set([...conditions, { field: '', operator: 'equals', value: '' }])}>{t('filters.add')}</Button>
    </Stack>
  )
}

interface RowProps {
  condition: Condition
  fields: { group: string; items: { value: string; label: string }[] }[]
  onChange: (condition: Condition | null) => void
}

function Row({ condition, fields, onChange }: RowProps) {
  const { t } = useTranslation('flows')
  const { field, operator, value } = condition
  // A filter that was written by a program may be about something that isn't in the list.
  const isKnown = !field || fields.some(({ items }) => items.some((item) => item.value === field))
  const data = isKnown ? fields : [...fields, { group: '…', items: [{ value: field, label: field }] }]
  const known = operatorsOf(field)
  const operators = (known.includes(operator) ? known : [...known, operator]).map((one) => ({ value: one, label: t(`operator.${one}`, { defaultValue: one }) }))
  const yesNo = operator === 'exists' || field === 'isActive'
  const choose = (chosen: string | null) => {
    const next = chosen ?? ''
    onChange({ field: next, operator: operatorsOf(next).includes(operator) ? operator : (operatorsOf(next)[0] ?? 'equals'), value })
  }
  return (
    <Group gap="xs" wrap="nowrap">
      <Select size="xs" w={220} searchable limit={200} aria-label={t('filters.field')} placeholder={t('filters.field')} data={data} value={field || null} onChange={choose} />
      <Select size="xs" w={150} allowDeselect={false} aria-label={t('filters.operator')} data={operators} value={operator} onChange={(chosen) => onChange({ ...condition, operator: chosen ?? 'equals' })} />
      {yesNo ? (
        <Select size="xs" w={200} allowDeselect={false} aria-label={t('filters.value')} data={[{ value: 'true', label: t('yes') }, { value: 'false', label: t('no') }]} value={value || null} onChange={(chosen) => onChange({ ...condition, value: chosen ?? '' })} />
      ) : (
        <TextInput size="xs" w={200} aria-label={t('filters.value')} placeholder={t(`filters.hint.${operator}`, { defaultValue: t('filters.value') })} value={value} onChange={(event) => onChange({ ...condition, value: event.currentTarget.value })} />
      )}
      <ActionIcon variant="subtle" color="gray" aria-label={t('filters.remove')} onClick={() => onChange(null)}><IconX size={14} /></ActionIcon>
    </Group>
  )
}
