import { DateTimePicker } from '@mantine/dates'
import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import './dates'
import { framed, readable, type InputProps } from './kind'

export default function MomentInput(props: InputProps<string>) {
  const { i18n, t } = useTranslation('product')
  return (
    <DateTimePicker
      {...framed(props)}
      maw={260}
      clearable={!props.isReadOnly}
      clearButtonProps={{ style: { minWidth: 24, minHeight: 24 }, 'aria-label': t('value.clearOf', { name: props.name }) }}
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
