import { DateInput } from '@mantine/dates'
import { readDay } from './dates'
import { readable, type InputProps } from './kind'
import { useDateFrame } from './useDateFrame'

export default function DayInput(props: InputProps<string>) {
  const frame = useDateFrame(props)
  return (
    <DateInput
      {...frame}
      valueFormat="D MMM YYYY"
      dateParser={(typed) => readDay(typed, frame.locale)}
      value={readable(props.value)}
      onChange={(day) => props.onChange(day)}
    />
  )
}
