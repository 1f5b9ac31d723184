import { DateTimePicker } from '@mantine/dates'
import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import './dates'
import { framed, readable, type FieldProps, type InputProps, type Kind } from './kind'

function MomentInput(props: InputProps<string>) {
  const { i18n } = useTranslation()
  return (
    <DateTimePicker
      {...framed(props)}
      maw={260}
      clearable={!props.isReadOnly}
      locale={i18n.language}
      valueFormat="D MMM YYYY HH:mm:ss"
      withSeconds
      weekendDays={[]}
      leftSection={<Text size="xs" c="var(--soft)">UTC</Text>}
      leftSectionWidth={44}
      value={readable(props.value)?.replace('T', ' ') ?? null}
      onChange={(moment) => props.onChange(moment && moment.replace(' ', 'T'))}
    />
  )
}

function MomentField({ value }: FieldProps<string>) {
  const { i18n } = useTranslation()
  const format = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' })
  return <time dateTime={`${value}Z`}>{format.format(new Date(`${value}Z`))} UTC</time>
}

/** A moment, in UTC. */
export const datetime: Kind<string> = { Field: MomentField, Input: MomentInput }
