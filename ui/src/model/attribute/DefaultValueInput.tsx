import { JsonInput, NumberInput, SegmentedControl, Select, Textarea, TextInput, Input, MultiSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { list } from '@/api/client'
import type { Attribute } from '@/api/types'
import { useLabel } from '@/layout/DataLocale'
import { ColourInput } from '../ColourInput'
import type { PredefinedValue } from '../definition'
import type { Draft } from '../useDraft'
import { isLinked, isListed } from './types'

interface Props {
  draft: Draft<Attribute>
}

/** What new objects are given that say nothing of the attribute. */
export function DefaultValueInput({ draft }: Props) {
  const { t } = useTranslation('model')
  const { type, defaultValue, isUnique, isLocalizable } = draft.value
  if (isLinked(type) || (isUnique && defaultValue === null)) return null
  const shared = { label: t('attribute.default'), description: t('attribute.defaultHelp'), error: draft.error('defaultValue') }
  const set = (value: unknown) => draft.set({ defaultValue: value === '' ? null : value })
  const text = typeof defaultValue === 'string' ? defaultValue : ''
  if (isLocalizable || ['price', 'measure', 'table', 'json'].includes(type)) return <AsJson draft={draft} />
  if (isListed(type)) return <OfList draft={draft} />
  switch (type) {
    case 'boolean':
      return (
        <Input.Wrapper {...shared} labelElement="div">
          <SegmentedControl
            aria-label={shared.label}
            mt={4}
            data={[{ value: '', label: t('frame:none') }, { value: 'true', label: t('yes') }, { value: 'false', label: t('no') }]}
            value={defaultValue === null || defaultValue === undefined ? '' : String(defaultValue)}
            onChange={(value) => set(value === '' ? null : value === 'true')}
          />
        </Input.Wrapper>
      )
    case 'integer':
    case 'decimal':
      return <NumberInput {...shared} hideControls allowDecimal={type === 'decimal'} value={(defaultValue as number | null) ?? ''} onChange={set} />
    case 'date':
      return <TextInput {...shared} type="date" value={text} onChange={(event) => set(event.currentTarget.value)} />
    case 'datetime':
      return <TextInput {...shared} type="datetime-local" step={1} value={text.slice(0, 19)} onChange={(event) => set(event.currentTarget.value)} />
    case 'time':
      return <TextInput {...shared} type="time" step={1} value={text} onChange={(event) => set(event.currentTarget.value)} />
    case 'color':
      return <ColourInput {...shared} value={text} onChange={set} />
    case 'multiline':
    case 'html':
      return <Textarea {...shared} autosize minRows={2} value={text} onChange={(event) => set(event.currentTarget.value)} />
    default:
      return <TextInput {...shared} value={text} onChange={(event) => set(event.currentTarget.value)} />
  }
}

/** Values that have parts, as the API writes them. */
function AsJson({ draft }: Props) {
  const { t } = useTranslation('model')
  const { type, defaultValue, isLocalizable } = draft.value
  const [typed, setTyped] = useState(() => (defaultValue === null || defaultValue === undefined ? '' : JSON.stringify(defaultValue)))
  const [isWrong, setWrong] = useState(false)
  const sample = isLocalizable ? '{"en_GB": "…"}' : type === 'price' ? '{"amount": 10, "currency": "EUR"}' : type === 'measure' ? '{"value": 1, "unit": "kg"}' : '…'
  return (
    <JsonInput
      label={t('attribute.default')}
      description={t('attribute.defaultJson')}
      placeholder={sample}
      autosize
      minRows={1}
      value={typed}
      error={isWrong ? t('attribute.notJson') : draft.error('defaultValue')}
      onChange={(text) => {
        setTyped(text)
        try {
          draft.set({ defaultValue: text.trim() ? (JSON.parse(text) as unknown) : null })
          setWrong(false)
        } catch {
          setWrong(true)
        }
      }}
    />
  )
}

function OfList({ draft }: Props) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const { value, original } = draft
  const { data } = useQuery({
    queryKey: ['model', 'values', original?.id, 'first'],
    queryFn: () => list<PredefinedValue>('/api/predefined-values', { 'attribute.id': original?.id, limit: 500 }),
    enabled: original !== null && isListed(original.type),
  })
  if (!data) return null
  const options = data.items.map((one) => ({ value: one.code, label: label(one.name, one.code) }))
  const shared = { label: t('attribute.default'), description: t('attribute.defaultHelp'), data: options, error: draft.error('defaultValue'), searchable: true, clearable: true, clearButtonProps: { 'aria-label': t('clear') }, nothingFoundMessage: t('nothing') }
  const codes = [value.defaultValue ?? []].flat().map((one) => (typeof one === 'string' ? one : (one as { code: string }).code))
  if (value.type === 'multiselect') return <MultiSelect {...shared} value={codes} onChange={(to) => draft.set({ defaultValue: to.length ? to : null })} />
  return <Select {...shared} value={codes[0] ?? null} onChange={(to) => draft.set({ defaultValue: to })} />
}
