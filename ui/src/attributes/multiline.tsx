import { Group, Text, Textarea } from '@mantine/core'
import { Counter } from './Counter'
import { asText, framed, type FieldProps, type InputProps, type Kind } from './kind'

function MultilineInput(props: InputProps<string>) {
  const { attribute, value, onChange, help } = props
  const typed = asText(value)
  const most = attribute.constraints.maxLength
  const below = typeof most === 'number' ? (
    <Group component="span" justify="space-between" gap="xs"><span>{help}</span><Counter length={typed.length} most={most} /></Group>
  ) : help
  return (
    <Textarea
      {...framed({ ...props, help: below })}
      autosize
      minRows={3}
      maxRows={16}
      value={typed}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  )
}

const MultilineField = ({ value }: FieldProps<string>) => <Text component="span" inherit style={{ whiteSpace: 'pre-line' }}>{value}</Text>

/** Several lines of text. */
export const multiline: Kind<string> = { Field: MultilineField, Input: MultilineInput }
