import { useTranslation } from 'react-i18next'
import { chosenOf } from './cron'

// A week that began on a Sunday.
const SUNDAY = Date.UTC(2026, 0, 4)
const DAY = 86_400_000

/** The names of the days of the week, Sunday first. */
export function useWeekdays(): string[] {
  const { i18n } = useTranslation()
  const format = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' })
  return Array.from({ length: 7 }, (_, day) => format.format(SUNDAY + day * DAY))
}

/** Says an expression in words; one that is not of the usual ones stays as it is. */
export function useCronWords(): (cron: string) => string {
  const { t, i18n } = useTranslation('flows')
  const names = useWeekdays()
  return (cron) => {
    const { rhythm, every, time, weekdays, day } = chosenOf(cron)
    const days = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format([...weekdays].sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7)).map((one) => names[one] ?? ''))
    const isWeekdays = [...weekdays].sort().join() === '1,2,3,4,5'
    if (rhythm === 'weekly' && isWeekdays) return t('cron.says.weekdays', { time })
    return rhythm === 'custom' ? cron : t(`cron.says.${rhythm}`, { every, time, days, day, minute: time.slice(3) })
  }
}
