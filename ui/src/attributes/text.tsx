import { Text, TextInput } from '@mantine/core'
import { Counter } from './Counter'
import { asText, framed, type FieldProps, type InputProps, type Kind } from './kind'

function TextLineInput(props: InputProps<string>) {
  const { attribute, value, onChange } = props
  const typed = asText(value)
  return (
    <TextInput
      {...framed(props)}
      value={typed}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      rightSection={<Counter length={typed.length} most={attribute.constraints.maxLength} />}
      rightSectionWidth="auto"
      rightSectionPointerEvents="none"
    />
  )
}

const TextLineField = ({ value }: FieldProps<string>) => <Text component="span" inherit>{value}</Text>

/** One line of text. */
export const text: Kind<string> = { Field: TextLineField, Input: TextLineInput }
