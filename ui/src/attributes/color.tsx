import { ColorInput, ColorSwatch, Group } from '@mantine/core'
import { asText, framed, type FieldProps, type InputProps, type Kind } from './kind'

const ColourInput = (props: InputProps<string>) => (
  <ColorInput {...framed(props)} maw={260} format="hex" fixOnBlur={false} value={asText(props.value)} onChange={(typed) => props.onChange(typed || null)} />
)

const ColourField = ({ value }: FieldProps<string>) => (
  <Group component="span" gap={6} display="inline-flex"><ColorSwatch component="span" color={value} size={14} radius={3} /><code>{value}</code></Group>
)

/** A colour. */
export const color: Kind<string> = { Field: ColourField, Input: ColourInput }
