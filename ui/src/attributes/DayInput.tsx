import { DateInput } from '@mantine/dates'
import { useTranslation } from 'react-i18next'
import { readDay } from './dates'
import { framed, readable, type InputProps } from './kind'

export default function DayInput(props: InputProps<string>) {
  const { i18n, t } = useTranslation('product')
  return (
    <DateInput
      {...framed(props)}
      maw={260}
      clearable={!props.isReadOnly}
      clearButtonProps={{ style: { minWidth: 24, minHeight: 24 }, 'aria-label': t('value.clearOf', { name: props.name }) }}
      locale={i18n.language}
      valueFormat="D MMM YYYY"
      dateParser={(typed) => readDay(typed, i18n.language)}
      weekendDays={[]}
      value={readable(props.value)}
      onChange={(day) => props.onChange(day)}
    />
  )
}
