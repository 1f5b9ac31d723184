import { MultiSelect, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attribute } from '@/api/types'
import { parsed } from '@/grid/attribute/parsing'
import { useSpeech } from '@/grid/attribute/useSpeech'
import { useValues } from '@/attributes/values'
import { useLabel } from '@/layout/DataLocale'

interface Props {
  attribute: Attribute
  value: unknown
  onChange: (value: unknown) => void
}

/** The value that many documents get: chosen from its list, else typed as in a cell of the list. */
export function ValueOfAttribute({ attribute, value, onChange }: Props) {
  const { t } = useTranslation('documents')
  if (attribute.type === 'select' || attribute.type === 'multiselect') return <OfList attribute={attribute} value={value} onChange={onChange} />
  if (attribute.type === 'boolean') {
    const data = [{ value: 'true', label: t('filter.yes') }, { value: 'false', label: t('filter.no') }]
    return <SegmentedControl fullWidth data={data} value={value === null ? '' : String(value)} onChange={(next) => onChange(next === 'true')} />
  }
  return <Typed attribute={attribute} onChange={onChange} />
}

function OfList({ attribute, value, onChange }: Props) {
  const { t } = useTranslation('documents')
  const label = useLabel()
  const data = (useValues(attribute.id).data ?? []).map((one) => ({ value: one.code, label: label(one.labels, one.code) }))
  const common = { 'aria-label': t('filter.value'), placeholder: t('filter.value'), data, searchable: true, limit: 100 }
  if (attribute.type === 'select') return <Select {...common} value={value as string | null} onChange={onChange} />
  return <MultiSelect {...common} value={(value as string[] | null) ?? []} onChange={(codes) => onChange(codes.length > 0 ? codes : null)} />
}

function Typed({ attribute, onChange }: Omit<Props, 'value'>) {
  const { t } = useTranslation('documents')
  const speech = useSpeech()
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()
  const change = async (next: string) => {
    setText(next)
    const read = await parsed(attribute, next, speech)
    setError('error' in read ? read.error : undefined)
    onChange('value' in read ? read.value : null)
  }
  const common = {
    'aria-label': t('filter.value'),
    placeholder: t('filter.value'),
    value: text,
    error,
    onChange: (event: { currentTarget: { value: string } }) => void change(event.currentTarget.value),
  }
  return attribute.type === 'multiline' || attribute.type === 'html' ? <Textarea {...common} autosize minRows={2} /> : <TextInput {...common} />
}
