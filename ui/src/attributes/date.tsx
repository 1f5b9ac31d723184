import { useTranslation } from 'react-i18next'
import type { FieldProps, Kind } from './kind'
import { whenSeen } from './whenSeen'

const DayInput = whenSeen<string>(() => import('./DayInput'))

function DayField({ value }: FieldProps<string>) {
  const { i18n } = useTranslation()
  const day = new Date(`${value}T00:00:00Z`)
  return <time dateTime={value}>{new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeZone: 'UTC' }).format(day)}</time>
}

/** A day. */
export const date: Kind<string> = { Field: DayField, Input: DayInput }
