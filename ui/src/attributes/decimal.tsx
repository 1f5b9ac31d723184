import type { InputProps, Kind } from './kind'
import { NumberField, NumberLineInput } from './number'

function DecimalInput(props: InputProps<number>) {
  const { decimals } = props.attribute.constraints as { decimals?: number }
  return <NumberLineInput {...props} decimals={decimals ?? 20} />
}

/** A decimal number. */
export const decimal: Kind<number> = { Field: NumberField, Input: DecimalInput }
