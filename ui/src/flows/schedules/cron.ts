/** Expressions such as `30 2 * * 1-5`: read into what people say, and into the moments that they mean. */

export type Rhythm = 'minutes' | 'hourly' | 'daily' | 'weekly' | 'monthly' | 'custom'

/** An expression as somebody chooses it. */
export interface Chosen {
  rhythm: Rhythm
  /** Each so many minutes. */
  every: number
  /** `HH:MM`; of `hourly` only the minutes count. */
  time: string
  /** 0 is Sunday. */
  weekdays: number[]
  day: number
}

const BEGUN: Chosen = { rhythm: 'custom', every: 15, time: '06:00', weekdays: [1], day: 1 }
const NUMBER = /^\d+$/
const two = (number: string | number) => String(number).padStart(2, '0')

/** What an expression says, if it is one of the usual ones. */
export function chosenOf(cron: string): Chosen {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = cron.trim().split(/\s+/)
  const every = minute.match(/^\*\/(\d+)$/)?.[1]
  if (every && `${hour}${day}${month}${weekday}` === '****') return { ...BEGUN, rhythm: 'minutes', every: Number(every) }
  if (!NUMBER.test(minute) || month !== '*') return BEGUN
  if (hour === '*' && day === '*' && weekday === '*') return { ...BEGUN, rhythm: 'hourly', time: `00:${two(minute)}` }
  if (!NUMBER.test(hour)) return BEGUN
  const time = `${two(hour)}:${two(minute)}`
  if (day === '*' && weekday === '*') return { ...BEGUN, rhythm: 'daily', time }
  if (day === '*') {
    const weekdays = numbers(weekday, 0, 7)
    return weekdays ? { ...BEGUN, rhythm: 'weekly', time, weekdays: [...new Set(weekdays.map((one) => one % 7))] } : BEGUN
  }
  return NUMBER.test(day) && weekday === '*' ? { ...BEGUN, rhythm: 'monthly', time, day: Number(day) } : BEGUN
}

/** The expression of what was chosen; `custom` has one of its own. */
export function cronOf({ rhythm, every, time, weekdays, day }: Chosen): string {
  const [hour, minute] = time.split(':').map(Number)
  switch (rhythm) {
    case 'minutes': return `*/${every} * * * *`
    case 'hourly': return `${minute} * * * *`
    case 'weekly': return `${minute} ${hour} * * ${[...weekdays].sort().join(',') || '*'}`
    case 'monthly': return `${minute} ${hour} ${day} * *`
    default: return `${minute} ${hour} * * *`
  }
}

/** The numbers that a field means; null: it can't be read here. */
function numbers(field: string, least: number, most: number): number[] | null {
  const all: number[] = []
  for (const piece of field.split(',')) {
    const [, star, from, to, step] = piece.match(/^(?:(\*)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/) ?? []
    if (!star && from === undefined) return null
    const begin = star ? least : Number(from)
    const end = star || (step && to === undefined) ? most : Number(to ?? from)
    for (let number = begin; number <= end; number += Number(step ?? 1) || 1) all.push(number)
  }
  return all
}

/** The next moments that an expression means, as the clock of its time zone shows them: dates whose UTC fields are that clock's. */
export function nextRuns(cron: string, timezone: string, count: number): Date[] {
  const fields = cron.trim().split(/\s+/)
  const [minutes, hours, days, months, weekdays] = [numbers(fields[0] ?? '', 0, 59), numbers(fields[1] ?? '', 0, 23), numbers(fields[2] ?? '', 1, 31), numbers(fields[3] ?? '', 1, 12), numbers(fields[4] ?? '', 0, 7)]
  if (fields.length !== 5 || !minutes || !hours || !days || !months || !weekdays) return []
  const now = clockOf(timezone)
  if (!now) return []
  const isDay = (date: Date) => {
    const [isOfMonth, isOfWeek] = [days.includes(date.getUTCDate()), weekdays.some((one) => one % 7 === date.getUTCDay())]
    const isEither = fields[2] !== '*' && fields[4] !== '*'
    return months.includes(date.getUTCMonth() + 1) && (isEither ? isOfMonth || isOfWeek : isOfMonth && isOfWeek)
  }
  const runs: Date[] = []
  for (let ahead = 0; ahead < 1_500 && runs.length < count; ahead++) {
    const date = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + ahead))
    if (!isDay(date)) continue
    const all = hours.flatMap((hour) => minutes.map((minute) => new Date(date.getTime() + (hour * 60 + minute) * 60_000)))
    runs.push(...all.filter((run) => run > now).slice(0, count - runs.length))
  }
  return runs
}

/** What the clock shows there now; null: there is no such time zone. */
function clockOf(timezone: string): Date | null {
  try {
    const parts = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' }).format(new Date())
    return new Date(`${parts.replace(', ', 'T')}Z`)
  } catch {
    return null
  }
}
