import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useTimeZone } from '@/session/useTimeZone'

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600], ['month', 2_629_800], ['day', 86_400], ['hour', 3_600], ['minute', 60],
]

// Clocks differ a little.
const SOON = 2

/** A moment as people say it, the exact one on hover. */
export function When({ at }: { at: string }) {
  const { i18n, t } = useTranslation()
  const date = new Date(at)
  const seconds = (date.getTime() - Date.now()) / 1000
  const step = STEPS.find(([, length]) => Math.abs(seconds) >= length)
  const words = step
    ? new Intl.RelativeTimeFormat(i18n.language, { numeric: 'auto' }).format(Math.round(seconds / step[1]), step[0])
    : t(seconds > SOON ? 'when.soon' : 'when.now')
  const exact = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long', timeStyle: 'medium', timeZone: useTimeZone() }).format(date)
  return (
    <Tooltip label={exact}>
      <time dateTime={at}>{words}</time>
    </Tooltip>
  )
}
