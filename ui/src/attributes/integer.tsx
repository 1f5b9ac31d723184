import type { InputProps, Kind } from './kind'
import { NumberField, NumberLineInput } from './number'

const IntegerInput = (props: InputProps<number>) => <NumberLineInput {...props} decimals={0} />

/** A whole number. */
export const integer: Kind<number> = { Field: NumberField, Input: IntegerInput }
