import { ColorSwatch } from '@mantine/core'

/** A colour that something is marked with, beside its name. */
export function Swatch({ color }: { color: string | null | undefined }) {
  return <ColorSwatch color={color ?? 'transparent'} size={12} radius={3} withShadow={false} aria-hidden />
}
