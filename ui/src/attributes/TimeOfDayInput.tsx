import { TimePicker } from '@mantine/dates'
import { useTranslation } from 'react-i18next'
import './dates'
import { framed, readable, type InputProps } from './kind'

export default function TimeOfDayInput(props: InputProps<string>) {
  const { t } = useTranslation('product')
  const { placeholder: _, ...frame } = framed(props)
  return (
    <TimePicker
      {...frame}
      maw={260}
      format="24h"
      withSeconds
      clearable={!props.isReadOnly}
      value={readable(props.value) ?? ''}
      onChange={(typed) => props.onChange(typed || null)}
      hoursInputLabel={t('value.hours')}
      minutesInputLabel={t('value.minutes')}
      secondsInputLabel={t('value.seconds')}
      clearButtonProps={{ 'aria-label': t('value.clearOf', { name: props.name }) }}
    />
  )
}
