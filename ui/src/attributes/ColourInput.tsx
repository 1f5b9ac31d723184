import { ColorInput } from '@mantine/core'
import '@mantine/core/styles/Slider.css'
import '@mantine/core/styles/ColorPicker.css'
import '@mantine/core/styles/ColorInput.css'
import { useTranslation } from 'react-i18next'
import { asText, framed, type InputProps } from './kind'

export default function ColourInput(props: InputProps<string>) {
  const { t } = useTranslation('product')
  return <ColorInput {...framed(props)} maw={260} format="hex" fixOnBlur={false} value={asText(props.value)} onChange={(typed) => props.onChange(typed || null)}
    eyeDropperButtonProps={{ 'aria-label': t('value.pickColour') }} />
}
