import '@mantine/dates/styles.css'
import 'dayjs/locale/fr'
import dayjs from 'dayjs'
import customParseFormat from 'dayjs/plugin/customParseFormat'

dayjs.extend(customParseFormat)

const WRITTEN = ['YYYY-MM-DD', 'D/M/YYYY', 'D.M.YYYY', 'D-M-YYYY', 'D MMM YYYY', 'D MMMM YYYY']

/** A day from what was typed, in any of the usual ways; the day comes before the month. */
export function readDay(typed: string, language: string): string | null {
  const read = WRITTEN.map((format) => dayjs(typed.trim(), format, language, true)).find((day) => day.isValid())
  return read ? read.format('YYYY-MM-DD') : null
}
