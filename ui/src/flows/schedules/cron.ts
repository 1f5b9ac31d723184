/** Expressions such as `30 2 * * 1-5`: read into what people say, and back. */

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
