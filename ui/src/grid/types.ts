/** What a grid is made of: the same for lists, spreadsheets and variants. */
import type { HyperFunc, VNode } from '@revolist/react-datagrid'
import type { ReactNode } from 'react'

/** How a cell is drawn: RevoGrid's own `h`, as a React root in each cell would be too slow. */
export type Draw = HyperFunc<VNode>

/** What was typed, read: a value, or why it is none. */
export type Parsed = { value: unknown } | { error: string }

/** How cells of a column are edited. */
export interface CellEditing<T> {
  /** Whether this very one may be; all may if it isn't said. */
  isAllowed?: (item: T) => boolean
  /** Reads what was typed or pasted; an empty text should clear. */
  parse: (text: string) => Parsed | Promise<Parsed>
  /** What is edited by something else than one line of text: a list, a text of several lines. */
  editor?: (props: CellEditorProps) => ReactNode
}

/** An editor over a cell. It reports each change; `done` saves and closes, `cancel` leaves all as it was. */
export interface CellEditorProps {
  value: unknown
  /** The first letter, where editing began by typing. */
  typed: string
  label: string
  onChange: (value: unknown) => void
  done: () => void
  cancel: () => void
}

export interface GridColumn<T> {
  /** Unique, and kept with widths and orders. */
  key: string
  title: string
  /** What the title can't say, on hover. */
  hint?: string
  width: number
  /** Stays at the left. A range can't reach over the edge of what stays, so few columns should. */
  isFrozen?: boolean
  isSortable?: boolean
  align?: 'end'
  /** What the cell holds. */
  value: (item: T) => unknown
  /** As it is shown. */
  text?: (value: unknown, item: T) => string
  /** As it is copied, and as editing begins, if not as it is shown. */
  plain?: (value: unknown, item: T) => string
  /** Drawn otherwise than by its text. */
  draw?: (h: Draw, item: T, value: unknown) => VNode | string
  /** Nothing: it only reads. */
  editing?: CellEditing<T>
}

/** Where rows come from: all are counted, those that are looked at are loaded. */
export interface RowSource<T> {
  total: number
  idOf: (item: T) => string
  /** The rows of one page of `PAGE`, from 0. */
  load: (page: number) => Promise<T[]>
}

/** Rows in one request. */
export const PAGE = 200

/** The rows chosen by their boxes: those of `ids`, or all of the list but those. */
export interface Selection {
  isAll: boolean
  ids: ReadonlySet<string>
}

export const NOTHING: Selection = { isAll: false, ids: new Set() }

export interface Ordered {
  by: string
  descending: boolean
}

/** What was changed in one row, by the keys of columns. */
export interface RowChange<T> {
  id: string
  item: T
  cells: Record<string, { before: unknown; after: unknown }>
}

/** What came of it. */
export interface RowSaved<T> {
  id: string
  /** As it is now. */
  item?: T
  /** Why a cell was refused, by column; by '' what concerns the row. */
  errors?: Record<string, string>
  /** What somebody else wrote in the meantime, by column: nothing is overwritten until it is told so. */
  theirs?: Record<string, unknown>
}

export type Save<T> = (changes: RowChange<T>[]) => Promise<RowSaved<T>[]>
