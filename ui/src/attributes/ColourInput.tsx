import { useTranslation } from 'react-i18next'
import { Palette } from '@/components/Palette'
import { asText, framed, type InputProps } from './kind'

export default function ColourInput(props: InputProps<string>) {
  const { t } = useTranslation('product')
  return <Palette {...framed(props)} maw={260} format="hex" fixOnBlur={false} value={asText(props.value)} onChange={(typed) => props.onChange(typed || null)}
    eyeDropperButtonProps={{ 'aria-label': t('value.pickColour') }} />
}
