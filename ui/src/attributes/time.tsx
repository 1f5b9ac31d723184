import type { FieldProps, Kind } from './kind'
import { whenSeen } from './whenSeen'

const TimeOfDayInput = whenSeen<string>(() => import('./TimeOfDayInput'))

const TimeOfDayField = ({ value }: FieldProps<string>) => <time dateTime={value}>{value.replace(/:00$/, '')}</time>

/** A time of day. */
export const time: Kind<string> = { Field: TimeOfDayField, Input: TimeOfDayInput }
