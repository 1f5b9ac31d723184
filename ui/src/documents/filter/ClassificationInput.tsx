import { MultiSelect, Text } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLabel } from '@/layout/DataLocale'
import { useClassifications } from '../useDefinitions'

interface Props {
  label?: string
  ariaLabel?: string
  value: string[]
  onChange: (value: string[]) => void
  isFocused?: boolean
  isRequired?: boolean
  error?: string
}

/** Classifications by name or code; each is told with the way to it. */
export function ClassificationInput({ label: name, ariaLabel, value, onChange, isFocused, isRequired, error }: Props) {
  const { t, i18n } = useTranslation('documents')
  const label = useLabel()
  const known = useClassifications(true)
  const { data, ways } = useMemo(() => {
    const ways = new Map<string, string>()
    const data = [...(known?.values() ?? [])].map((one) => {
      const way: string[] = []
      for (let at = one.parent && known?.get(one.parent.id); at; at = at.parent && known?.get(at.parent.id)) way.unshift(label(at.name, at.id))
      ways.set(one.id, way.join(' › '))
      return { value: one.id, label: label(one.name, one.id) }
    })
    return { data: data.sort((a, b) => a.label.localeCompare(b.label, i18n.language)), ways }
  }, [known, i18n.language])
  return (
    <MultiSelect
      label={name}
      aria-label={ariaLabel}
      placeholder={value.length === 0 ? t('filter.classificationHint') : undefined}
      data={data}
      value={value}
      onChange={onChange}
      withAsterisk={isRequired}
      error={error}
      searchable
      hidePickedOptions
      limit={50}
      data-autofocus={isFocused || undefined}
      comboboxProps={{ withinPortal: name !== undefined }}
      renderOption={({ option }) => (
        <div>
          <Text size="sm">{option.label}</Text>
          {ways.get(option.value) && <Text size="xs" c="var(--soft)">{ways.get(option.value)}</Text>}
        </div>
      )}
    />
  )
}
