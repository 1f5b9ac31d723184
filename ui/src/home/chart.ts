import type { CompletenessSetting } from '@/api/types'
import type { Day } from './completeness'

/** Everything that a chart of days shows, in pixels. */
export interface Chart {
  dates: string[]
  lines: { setting: CompletenessSetting; values: number[]; path: string }[]
  /** The lines across. */
  levels: { value: number; y: number }[]
  /** The dates below. */
  marks: { date: string; x: number }[]
  left: number
  bottom: number
  x: (at: number) => number
  y: (value: number) => number
  /** The day that stands nearest to a place. */
  nearest: (x: number) => number
}

const LEFT = 52
const RIGHT = 22
const TOP = 8
const BELOW = 26
/** Between two dates below. */
const ROOM = 96

export function readChart(days: Day[], settings: CompletenessSetting[], width: number, height: number): Chart {
  const dates = [...new Set(days.map((day) => day.date))].sort()
  const [low, high] = span(days)
  const last = Math.max(1, dates.length - 1)
  const bottom = height - BELOW
  const x = (at: number) => LEFT + ((width - LEFT - RIGHT) * at) / last
  const y = (value: number) => TOP + ((bottom - TOP) * (high - value)) / (high - low)
  const step = Math.max(1, Math.ceil((last * ROOM) / Math.max(1, width - LEFT - RIGHT)))
  return {
    dates,
    lines: settings.map((setting) => lineOf(setting)).filter(({ values }) => values.length > 0),
    levels: levels(low, high).map((value) => ({ value, y: y(value) })),
    // The last day always has its date.
    marks: dates.map((date, at) => ({ date, x: x(at), isShown: (last - at) % step === 0 })).filter(({ isShown }) => isShown),
    left: LEFT,
    bottom,
    x,
    y,
    nearest: (place) => Math.min(last, Math.max(0, Math.round(((place - LEFT) / Math.max(1, width - LEFT - RIGHT)) * last))),
  }

  function lineOf(setting: CompletenessSetting) {
    const byDate = new Map(days.filter((day) => day.completenessSetting.id === setting.id).map((day) => [day.date, day.average]))
    if (byDate.size === 0) return { setting, values: [], path: '' }
    // A day that wasn't counted is as the one before it.
    let value = [...byDate.values()][0] ?? 0
    const values = dates.map((date) => (value = byDate.get(date) ?? value))
    return { setting, values, path: values.map((one, at) => `${at ? 'L' : 'M'}${x(at).toFixed(1)} ${y(one).toFixed(1)}`).join('') }
  }
}

/** From a full ten below what there is to a full ten above, so that a change can be seen. */
function span(days: Day[]): [number, number] {
  const values = days.map((day) => day.average)
  const low = Math.max(0, Math.floor(Math.min(...values) / 10) * 10 - 10)
  const high = Math.min(100, Math.ceil(Math.max(...values) / 10) * 10 + 10)
  return [low, Math.max(high, low + 10)]
}

function levels(low: number, high: number): number[] {
  const step = high - low > 50 ? 20 : 10
  return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, at) => low + at * step)
}
