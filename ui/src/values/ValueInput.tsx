import { Badge, Group, TextInput } from '@mantine/core'
import type { Attribute } from '@/api/types'
import { useLabel } from '@/layout/DataLocale'

interface Props {
  attribute: Attribute
  locale: string | null
  value: unknown
  onChange: (value: unknown) => void
  error?: string
}

/** A value in one language. */
export function ValueInput({ attribute, locale, value, onChange, error }: Props) {
  const label = useLabel()
  return (
    <TextInput
      label={<Group gap={6} component="span" display="inline-flex">{label(attribute.name, attribute.id)}{locale && <Badge size="xs" variant="default">{locale.slice(0, 2)}</Badge>}</Group>}
      lang={locale?.replace('_', '-')}
      required={attribute.isRequired}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  )
}
