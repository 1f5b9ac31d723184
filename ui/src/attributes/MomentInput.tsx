import { DateTimePicker } from '@mantine/dates'
import { Text } from '@mantine/core'
import './dates'
import { readable, type InputProps } from './kind'
import { useDateFrame } from './useDateFrame'

export default function MomentInput(props: InputProps<string>) {
  return (
    <DateTimePicker
      {...useDateFrame(props)}
      valueFormat="D MMM YYYY HH:mm:ss"
      withSeconds
      leftSection={<Text size="xs" c="var(--soft)">UTC</Text>}
      leftSectionWidth={44}
      value={readable(props.value)?.replace('T', ' ') ?? null}
      onChange={(moment) => props.onChange(moment && moment.replace(' ', 'T'))}
    />
  )
}
