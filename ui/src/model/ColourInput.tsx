import type { ColorInputProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Palette } from '@/components/Palette'

// Colours that read well on both grounds, to begin with.
export const COLOURS = ['#2563EB', '#0891B2', '#0D9488', '#16A34A', '#65A30D', '#CA8A04', '#EA580C', '#DC2626', '#DB2777', '#9333EA', '#6B7280', '#334155']

interface Props extends Omit<ColorInputProps, 'onChange'> {
  onChange: (colour: string) => void
}

/** A colour as `#RRGGBB`, chosen from some or at will. */
export function ColourInput({ label, onChange, ...others }: Props) {
  const { t } = useTranslation('model')
  return <Palette label={label ?? t('color')} swatches={COLOURS} withEyeDropper={false} {...others} onChange={(colour) => onChange(colour.toUpperCase())} />
}
