import { useTranslation } from 'react-i18next'
import type { FieldProps, Kind } from './kind'
import { whenSeen } from './whenSeen'

const MomentInput = whenSeen<string>(() => import('./MomentInput'))

function MomentField({ value }: FieldProps<string>) {
  const { i18n } = useTranslation()
  const format = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' })
  return <time dateTime={`${value}Z`}>{format.format(new Date(`${value}Z`))} UTC</time>
}

/** A moment, in UTC. */
export const datetime: Kind<string> = { Field: MomentField, Input: MomentInput }
