import type { RangeArea } from '@revolist/react-datagrid'
import type { Entry } from './CellEdits'
import { plainOf, type GridModel } from './GridModel'

/** What the fill handle writes from one range into the rest of another: a series of numbers goes on, other values repeat. */
export function filled<T>(model: GridModel<T>, keys: string[], from: RangeArea, to: RangeArea): Entry[] {
  const entries: Entry[] = []
  const height = from.y1 - from.y + 1
  const width = from.x1 - from.x + 1
  for (let x = to.x; x <= to.x1; x += 1) {
    const column = keys[from.x + mod(x - from.x, width)]
    const target = keys[x]
    if (!column || !target) continue
    const values = Array.from({ length: height }, (_, at) => valueAt(model, from.y + at, column))
    const step = stepOf(values)
    for (let y = to.y; y <= to.y1; y += 1) {
      const isInside = y >= from.y && y <= from.y1 && x >= from.x && x <= from.x1
      if (isInside) continue
      const value = step === null ? values[mod(y - from.y, height)] : (values[0] as number) + step * (y - from.y)
      entries.push({ row: y, column: target, ...carried(model, column, target, value, from.y) })
    }
  }
  return entries
}

/** Ctrl + D: the first row of a range into the others; of one row, the row above. */
export function fillDown<T>(model: GridModel<T>, keys: string[], range: RangeArea): Entry[] {
  const first = range.y === range.y1 ? Math.max(0, range.y - 1) : range.y
  const source = { x: range.x, x1: range.x1, y: first, y1: first }
  return filled(model, keys, source, { ...range, y: first })
}

const mod = (value: number, by: number) => ((value % by) + by) % by

function valueAt<T>(model: GridModel<T>, row: number, key: string): unknown {
  const column = model.column(key)
  return column && model.rows[row] ? model.value(model.rows[row], column) : undefined
}

/** How far the numbers of a series are apart, if they are one. */
function stepOf(values: unknown[]): number | null {
  if (values.length < 2 || !values.every((value) => typeof value === 'number')) return null
  const step = values[1]! - values[0]!
  return values.every((value, at) => at === 0 || value - values[at - 1]! === step) ? step : null
}

/** Within a column values go as they are; into another as text, to be read by that one. */
function carried<T>(model: GridModel<T>, from: string, to: string, value: unknown, row: number): { value: unknown } | { text: string } {
  if (from === to) return { value: value ?? null }
  const column = model.column(from)
  const item = model.rows[row]?.item
  return { text: column && item ? plainOf(column, value, item) : '' }
}
