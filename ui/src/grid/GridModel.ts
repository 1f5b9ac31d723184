import { CellEdits } from './CellEdits'
import { PAGE, type GridColumn, type RowSource, type Save } from './types'

/** One row as the grid knows it before it is loaded: its place. */
export interface Row<T> {
  index: number
  item?: T
}

/** Somewhere in the grid. */
export interface Spot {
  row: number
  column: string
}

/**
 * The rows of a grid: all of them as stubs that are filled when somebody looks, and what was typed over them.
 * RevoGrid draws from the stubs, which stay the same objects.
 */
export class GridModel<T> {
  rows: Row<T>[] = []
  readonly edits: CellEdits<T>
  private pages = new Map<number, Promise<void>>()
  private places = new Map<string, number>()
  private columns = new Map<string, GridColumn<T>>()

  constructor(private source: RowSource<T>, private redraw: () => void) {
    this.edits = new CellEdits(this, redraw)
    this.restart(source)
  }

  /** Another question was asked, or its answer changed. */
  restart(source: RowSource<T>) {
    this.source = source
    this.pages = new Map()
    this.places = new Map()
    this.rows = Array.from({ length: source.total }, (_, index) => ({ index }))
  }

  /** The same question again: what is shown stays until the new answer is there. */
  reread(source: RowSource<T>) {
    this.source = source
    this.pages = new Map()
  }

  use(columns: readonly GridColumn<T>[], save: Save<T> | undefined) {
    this.columns = new Map(columns.map((column) => [column.key, column]))
    this.edits.save = save
  }

  column(key: string): GridColumn<T> | undefined {
    return this.columns.get(key)
  }

  idAt(index: number): string | undefined {
    const item = this.rows[index]?.item
    return item && this.source.idOf(item)
  }

  /** Where a row stands, if it was loaded. */
  placeOf(id: string): number | undefined {
    return this.places.get(id)
  }

  /** What is in a cell: as it was typed, else as it was read. */
  value(row: Row<T>, column: GridColumn<T>): unknown {
    if (!row.item) return undefined
    const edit = this.edits.of(this.source.idOf(row.item), column.key)
    return edit ? edit.after : column.value(row.item)
  }

  text(row: Row<T>, column: GridColumn<T>): string {
    if (!row.item) return ''
    return this.typed(row, column) ?? textOf(column, this.value(row, column), row.item)
  }

  /** The text that is copied, and that editing begins with. */
  plain(row: Row<T>, column: GridColumn<T>): string {
    if (!row.item) return ''
    return this.typed(row, column) ?? plainOf(column, this.value(row, column), row.item)
  }

  private typed(row: Row<T>, column: GridColumn<T>): string | undefined {
    return row.item && this.edits.of(this.source.idOf(row.item), column.key)?.typed
  }

  isLoaded(from: number, to: number): boolean {
    for (let at = from; at <= to; at += 1) if (!this.rows[at]?.item) return false
    return true
  }

  /** Loads what isn't there between two rows, both included. */
  async load(from: number, to: number): Promise<void> {
    const wanted: Promise<void>[] = []
    const last = Math.min(Math.floor(to / PAGE), Math.floor((this.rows.length - 1) / PAGE))
    for (let page = Math.floor(Math.max(0, from) / PAGE); page <= last; page += 1) wanted.push(this.page(page))
    await Promise.all(wanted)
  }

  /** Takes what a row has become. */
  put(id: string, item: T) {
    const at = this.places.get(id)
    if (at !== undefined && this.rows[at]) this.rows[at].item = item
  }

  private page(page: number): Promise<void> {
    const known = this.pages.get(page)
    if (known) return known
    const asked = this.fill(page, this.source)
    this.pages.set(page, asked)
    asked.catch(() => this.pages.delete(page))
    return asked
  }

  private async fill(page: number, source: RowSource<T>) {
    const items = await source.load(page)
    if (source !== this.source) return
    items.forEach((item, index) => {
      const row = this.rows[page * PAGE + index]
      if (!row) return
      row.item = item
      this.places.set(source.idOf(item), row.index)
    })
    this.redraw()
  }
}

/** A value as its column shows it. */
export function textOf<T>(column: GridColumn<T>, value: unknown, item: T): string {
  if (value === null || value === undefined) return ''
  return column.text ? column.text(value, item) : String(value)
}

/** A value as its column copies it. */
export function plainOf<T>(column: GridColumn<T>, value: unknown, item: T): string {
  return column.plain && value !== null && value !== undefined ? column.plain(value, item) : textOf(column, value, item)
}
