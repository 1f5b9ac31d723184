import type { CellTemplateProp, ColumnRegular } from '@revolist/react-datagrid'
import type { GridModel, Row } from './GridModel'
import type { Draw, GridColumn, Ordered, Selection } from './types'

/** The column of boxes. */
export const BOXES = '__boxes'

/** What headers and cells ask when they are drawn. */
export interface Look<T> {
  model: () => GridModel<T>
  selection: () => Selection
  order: readonly Ordered[]
  onOrder?: (column: string, isAdded: boolean) => void
  onChoose?: (row: number, isRange: boolean) => void
  onChooseAll?: () => void
  words: { choose: string; chooseAll: string; sort: (title: string) => string }
}

/** Columns as RevoGrid takes them. Values stay in the rows' things; it only asks how they look. */
export function revoColumns<T>(columns: readonly GridColumn<T>[], look: Look<T>): ColumnRegular[] {
  const shown = columns.map((column) => revoColumn(column, look))
  return look.onChoose ? [boxes(look), ...shown] : shown
}

function revoColumn<T>(column: GridColumn<T>, look: Look<T>): ColumnRegular {
  const { editing } = column
  const rowOf = (model: unknown) => model as Row<T>
  return {
    prop: column.key,
    name: column.title,
    size: column.width,
    minSize: 56,
    pin: column.isFrozen ? 'colPinStart' : undefined,
    readonly: ({ model }) => {
      const { item } = rowOf(model)
      return !editing || (item !== undefined && editing.isAllowed?.(item) === false)
    },
    editor: editing?.editor ? 'portal' : undefined,
    // The text that editing begins with; editors that show themselves begin with nothing but what was typed.
    cellParser: (model: unknown) => (editing && !editing.editor ? look.model().plain(rowOf(model), column) : ''),
    columnTemplate: (h) => header(h as Draw, column, look),
    columnProperties: () => ({ class: column.align === 'end' ? 'vg-end' : '', title: column.hint ?? column.title }),
    cellProperties: ({ model }) => marks(column, rowOf(model), look),
    cellTemplate: (h, cell) => draw(h as Draw, column, cell, look),
  }
}

function header<T>(h: Draw, column: GridColumn<T>, look: Look<T>) {
  const at = look.order.findIndex((one) => one.by === column.key)
  const order = look.order[at]
  if (!column.isSortable || !look.onOrder) return h('span', { class: 'vg-title' }, column.title)
  const sign = order && `${order.descending ? '↓' : '↑'}${look.order.length > 1 ? at + 1 : ''}`
  return h('button', {
    type: 'button',
    class: 'vg-title vg-sort',
    'aria-label': look.words.sort(column.title),
    onClick: (event: MouseEvent) => look.onOrder?.(column.key, event.shiftKey || event.ctrlKey || event.metaKey),
  }, [
    h('span', { class: 'vg-name' }, column.title),
    sign ? h('span', { class: 'vg-arrow', 'aria-hidden': 'true' }, sign) : null,
  ])
}

function marks<T>(column: GridColumn<T>, row: Row<T>, look: Look<T>) {
  const model = look.model()
  const id = row.item && model.idAt(row.index)
  const edit = id === undefined ? undefined : model.edits.of(id, column.key)
  const isChosen = id !== undefined && look.selection().isAll !== look.selection().ids.has(id)
  return {
    class: { 'vg-end': column.align === 'end', 'vg-chosen': isChosen, 'vg-edited': edit !== undefined, 'vg-refused': edit?.state === 'refused' },
    'aria-invalid': edit?.state === 'refused' ? 'true' : undefined,
    title: edit?.error,
  }
}

function draw<T>(h: Draw, column: GridColumn<T>, cell: CellTemplateProp, look: Look<T>) {
  const row = cell.model as Row<T>
  if (!row.item) return h('span', { class: 'vg-stub' })
  const model = look.model()
  const edit = model.edits.of(model.idAt(row.index)!, column.key)
  if (column.draw && edit?.typed === undefined) return column.draw(h, row.item, model.value(row, column))
  return h('span', { class: 'vg-text' }, model.text(row, column))
}

function boxes<T>(look: Look<T>): ColumnRegular {
  return {
    prop: BOXES,
    name: look.words.choose,
    size: 40,
    pin: 'colPinStart',
    readonly: true,
    resize: false,
    columnProperties: () => ({ class: 'vg-box' }),
    columnTemplate: (h) => h('input', { type: 'checkbox', class: 'vg-all', 'aria-label': look.words.chooseAll, onChange: () => look.onChooseAll?.() }),
    cellProperties: ({ model }) => {
      const id = look.model().idAt((model as Row<T>).index)
      return { class: { 'vg-box': true, 'vg-chosen': id !== undefined && look.selection().isAll !== look.selection().ids.has(id) } }
    },
    cellTemplate: (h, { model }) => {
      const row = model as Row<T>
      const id = look.model().idAt(row.index)
      if (id === undefined) return ''
      const { isAll, ids } = look.selection()
      return h('input', {
        type: 'checkbox',
        checked: isAll !== ids.has(id),
        'aria-label': `${look.words.choose} ${id}`,
        onClick: (event: MouseEvent) => look.onChoose?.(row.index, event.shiftKey),
      })
    },
  }
}
