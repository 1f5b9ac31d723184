import type { FilterJson } from './filter/json'
import type { Ordered } from '@/grid/types'

/** What a list shows: kept in its address, so that it can be shared. What isn't said is as the view has it. */
export interface ListSearch {
  view?: string
  q?: string
  filter?: FilterJson
  order?: Ordered[]
  /** `key`, or `key|width`, or `key|width|frozen`. */
  columns?: string[]
  /** Attributes that are counted at the side. */
  facets?: string[]
  /** The document that lies open at the side. */
  open?: string
}

export function validateSearch(search: Record<string, unknown>): ListSearch {
  const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined)
  const texts = (value: unknown) => (Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : undefined)
  const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
  return {
    view: text(search.view),
    q: text(search.q),
    filter: isObject(search.filter) ? search.filter : undefined,
    order: Array.isArray(search.order) ? search.order.filter(isObject).map((one) => ({ by: String(one.by), descending: one.descending === true })) : undefined,
    columns: texts(search.columns),
    facets: texts(search.facets),
    open: text(search.open),
  }
}

/** A column as it is chosen. */
export interface ColumnSpec {
  key: string
  width: number | null
  isFrozen: boolean
}

export function writeSpec({ key, width, isFrozen }: ColumnSpec): string {
  return [key, ...(width || isFrozen ? [String(width ?? '')] : []), ...(isFrozen ? ['frozen'] : [])].join('|')
}

export function readSpec(text: string): ColumnSpec {
  const [key = '', width, frozen] = text.split('|')
  return { key, width: width ? Number(width) : null, isFrozen: frozen === 'frozen' }
}
