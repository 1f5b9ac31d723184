import { ColorInput, ColorSwatch, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { asText, framed, type FieldProps, type InputProps, type Kind } from './kind'

function ColourInput(props: InputProps<string>) {
  const { t } = useTranslation('product')
  return <ColorInput {...framed(props)} maw={260} format="hex" fixOnBlur={false} value={asText(props.value)} onChange={(typed) => props.onChange(typed || null)}
    eyeDropperButtonProps={{ 'aria-label': t('value.pickColour') }} />
}

const ColourField = ({ value }: FieldProps<string>) => (
  <Group component="span" gap={6} display="inline-flex"><ColorSwatch component="span" color={value} size={14} radius={3} /><code>{value}</code></Group>
)

/** A colour. */
export const color: Kind<string> = { Field: ColourField, Input: ColourInput }
