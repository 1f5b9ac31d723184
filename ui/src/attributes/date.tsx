import { DateInput } from '@mantine/dates'
import { useTranslation } from 'react-i18next'
import { readDay } from './dates'
import { framed, readable, type FieldProps, type InputProps, type Kind } from './kind'

function DayInput(props: InputProps<string>) {
  const { i18n } = useTranslation()
  return (
    <DateInput
      {...framed(props)}
      maw={260}
      clearable={!props.isReadOnly}
      locale={i18n.language}
      valueFormat="D MMM YYYY"
      dateParser={(typed) => readDay(typed, i18n.language)}
      weekendDays={[]}
      value={readable(props.value)}
      onChange={(day) => props.onChange(day)}
    />
  )
}

function DayField({ value }: FieldProps<string>) {
  const { i18n } = useTranslation()
  const day = new Date(`${value}T00:00:00Z`)
  return <time dateTime={value}>{new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeZone: 'UTC' }).format(day)}</time>
}

/** A day. */
export const date: Kind<string> = { Field: DayField, Input: DayInput }
