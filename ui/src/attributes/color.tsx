import { ColorSwatch, Group } from '@mantine/core'
import type { FieldProps, Kind } from './kind'
import { whenSeen } from './whenSeen'

const ColourInput = whenSeen<string>(() => import('./ColourInput'))

const ColourField = ({ value }: FieldProps<string>) => (
  <Group component="span" gap={6} display="inline-flex"><ColorSwatch component="span" color={value} size={14} radius={3} /><code>{value}</code></Group>
)

/** A colour. */
export const color: Kind<string> = { Field: ColourField, Input: ColourInput }
