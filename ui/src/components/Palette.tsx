import { ColorInput, type ColorInputProps } from '@mantine/core'
import '@mantine/core/styles/Slider.css'
import '@mantine/core/styles/ColorPicker.css'
import '@mantine/core/styles/ColorInput.css'

/** A colour that is typed or picked from a palette, which Escape closes. */
export function Palette(props: ColorInputProps) {
  return <ColorInput {...props} onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()} />
}
