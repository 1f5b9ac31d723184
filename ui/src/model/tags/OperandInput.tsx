import { MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { list } from '@/api/client'
import type { Attribute } from '@/api/types'
import { useLabel } from '@/layout/DataLocale'
import { isListed } from '../attribute/types'
import type { PredefinedValue } from '../definition'

interface Props {
  attribute: Attribute
  shape: 'many' | 'two' | 'switch' | 'one'
  value: unknown
  onChange: (value: unknown) => void
}

const NUMBERS = ['integer', 'decimal', 'price', 'measure']
const KINDS: Record<string, string> = { date: 'date', datetime: 'datetime-local', time: 'time' }

/** What a rule compares with, in the form that its operator wants. */
export function OperandInput({ attribute, shape, value, onChange }: Props) {
  const { t } = useTranslation('model')
  const words = t('tags.value')
  if (shape === 'switch' || attribute.type === 'boolean') {
    const data = shape === 'switch' ? [{ value: 'true', label: t('tags.filled') }, { value: 'false', label: t('tags.empty') }] : [{ value: 'true', label: t('yes') }, { value: 'false', label: t('no') }]
    return <Select aria-label={words} data={data} value={String(value)} allowDeselect={false} flex={1} miw={120} onChange={(to) => onChange(to === 'true')} />
  }
  if (isListed(attribute.type)) return <Coded attribute={attribute} shape={shape} value={value} onChange={onChange} />
  const isNumber = NUMBERS.includes(attribute.type)
  const many = Array.isArray(value) ? value : []
  if (shape === 'many') {
    return <TagsInput aria-label={words} value={many.map(String)} flex={1} miw={140} onChange={(to) => onChange(isNumber ? to.map(Number) : to)} />
  }
  const one = (current: unknown, set: (to: unknown) => void, name: string) =>
    isNumber ? (
      <NumberInput aria-label={name} hideControls value={(current as number | string | undefined) ?? ''} flex={1} miw={80} onChange={set} />
    ) : (
      <TextInput aria-label={name} type={KINDS[attribute.type]} value={String(current ?? '')} flex={1} miw={100} onChange={(event) => set(event.currentTarget.value)} />
    )
  if (shape === 'two') {
    return (
      <>
        {one(many[0], (to) => onChange([to, many[1] ?? to]), t('tags.from'))}
        {one(many[1], (to) => onChange([many[0] ?? to, to]), t('tags.to'))}
      </>
    )
  }
  return one(value, onChange, words)
}

function Coded({ attribute, shape, value, onChange }: Props) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const { data } = useQuery({
    queryKey: ['model', 'values', attribute.id, 'first'],
    queryFn: () => list<PredefinedValue>('/api/predefined-values', { 'attribute.id': attribute.id, limit: 500 }),
  })
  const options = data?.items.map((one) => ({ value: one.code, label: label(one.name, one.code) })) ?? []
  const shared = { 'aria-label': t('tags.value'), data: options, searchable: true, flex: 1, miw: 140, nothingFoundMessage: t('nothing') }
  if (shape === 'many') return <MultiSelect {...shared} value={Array.isArray(value) ? value.map(String) : []} onChange={onChange} />
  return <Select {...shared} value={value ? String(value) : null} onChange={(to) => onChange(to ?? '')} />
}
