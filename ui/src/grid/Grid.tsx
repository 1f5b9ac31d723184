/*
 * The one grid: lists, spreadsheets and variants are made of it.
 *
 *   <Grid label="Products" question={key} columns={columns} rows={source}
 *         onSave={save} selection={selection} onSelection={choose}
 *         order={order} onOrder={sort} onWidth={resize} onOpen={open} />
 *
 * - `columns`: see GridColumn. `value` says what a cell holds, `text` how it reads, `draw` how it looks, `editing` how
 *   it is typed (`parse`) or chosen (`editor`). Keep them in a `useMemo`.
 * - `rows`: see RowSource. Of a list that is all there: `rowsOf(items, idOf)`. Keep it in a `useMemo`.
 * - `question`: changes when other rows are asked for; the grid then begins anew. A new `rows` with the same
 *   `question` is read again in place.
 * - `onSave` gets what was changed, row by row, and answers what came of each: errors stay in their cells.
 * - `selection`, `order` and the rest are optional; what isn't given isn't offered.
 * It fills its parent, which needs a height.
 */
import { RevoGrid } from '@revolist/react-datagrid'
import { useEffect, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { CellNote } from './CellNote'
import { revoColumns } from './columns'
import { EditStatus } from './EditStatus'
import { portalEditor, type OpenEditor } from './editors'
import { GridModel, type Spot } from './GridModel'
import './Grid.css'
import { NOTHING, type GridColumn, type Ordered, type RowSource, type Save, type Selection } from './types'
import { useHooks } from './useHooks'

export const ROW = 36

export interface GridProps<T> {
  /** What it shows, for those who can't see it. */
  label: string
  question: string
  columns: readonly GridColumn<T>[]
  rows: RowSource<T>
  onSave?: Save<T>
  selection?: Selection
  onSelection?: (selection: Selection) => void
  order?: readonly Ordered[]
  onOrder?: (order: Ordered[]) => void
  onWidth?: (column: string, width: number) => void
  /** Ctrl + Enter on a row. */
  onOpen?: (item: T) => void
}

const NO_ORDER: readonly Ordered[] = []

export function Grid<T>(props: GridProps<T>) {
  const { label, question, columns, rows, onSave, order = NO_ORDER, onOrder, onSelection } = props
  const { t } = useTranslation('grid')
  const element = useRef<HTMLRevoGridElement>(null)
  const [editor, setEditor] = useState<OpenEditor | null>(null)
  const [focus, setFocus] = useState<(Spot & { id: string }) | null>(null)
  const [, redrawn] = useState(0)
  const redraw = useRedraw(element, () => redrawn((count) => count + 1))
  const [model] = useState(() => new GridModel<T>(rows, redraw))
  const [source, setSource] = useState(model.rows)
  const live = useRef({ ...props, order })
  live.current = { ...props, order }

  const asked = useRef(question)
  const hooks = useHooks(element, { live, model, setFocus, redraw })
  useEffect(() => {
    const isSame = asked.current === question && model.rows.length === rows.total
    asked.current = question
    if (isSame) model.reread(rows)
    else model.restart(rows)
    setSource(model.rows)
    if (!isSame) void element.current?.scrollToRow(0)
    hooks.lookAround()
  }, [question, rows, model, hooks])

  useEffect(() => model.use(columns, onSave), [model, columns, onSave])
  useEffect(() => {
    const { isAll, ids } = props.selection ?? NOTHING
    const box = element.current?.querySelector<HTMLInputElement>('.vg-all')
    if (box) Object.assign(box, { checked: isAll && ids.size === 0, indeterminate: ids.size > 0 })
    redraw()
  }, [props.selection, redraw])

  const shown = useMemo(
    () => revoColumns(columns, {
      model: () => model,
      selection: () => live.current.selection ?? NOTHING,
      order,
      onOrder: onOrder && hooks.sort,
      onChoose: onSelection && hooks.choose,
      onChooseAll: hooks.chooseAll,
      words: { choose: t('choose'), chooseAll: t('chooseAll'), sort: (title) => t('sort', { title }) },
    }),
    // The hooks read what is current by themselves.
    [columns, model, order, hooks, Boolean(onOrder), Boolean(onSelection), t],
  )
  const editors = useMemo(() => ({ portal: portalEditor(setEditor) }), [])
  const edited = editor && model.column(editor.column)
  const edit = focus && model.edits.of(focus.id, focus.column)

  return (
    <div
      className="vg"
      role="region"
      aria-label={label}
      aria-description={t('keys')}
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget || !['ArrowDown', 'Enter'].includes(event.key)) return
        event.preventDefault()
        event.stopPropagation()
        void hooks.begin()
      }}
    >
      <RevoGrid
        ref={element}
        theme="compact"
        source={source}
        columns={shown}
        editors={editors}
        rowSize={ROW}
        resize
        range
        readonly={!onSave}
        applyOnClose
        filter={false}
        hideAttribution
        useClipboard={CLIPBOARD}
      />
      {editor && edited?.editing?.editor && createPortal(
        <edited.editing.editor
          value={model.rows[editor.row] ? model.value(model.rows[editor.row]!, edited) : undefined}
          typed={editor.typed}
          label={edited.title}
          onChange={editor.onChange}
          done={editor.done}
          cancel={editor.cancel}
        />,
        editor.host,
      )}
      {edit && focus && edit.state === 'refused' && <CellNote edit={edit} spot={focus} model={model} />}
      <EditStatus {...model.edits.count()} />
    </div>
  )
}

const CLIPBOARD = { rangeFill: true }

/** Draws again what is shown, once a frame at most. */
function useRedraw(element: { current: HTMLRevoGridElement | null }, said: () => void): () => void {
  const planned = useRef(0)
  const [redraw] = useState(() => () => {
    if (planned.current) return
    planned.current = requestAnimationFrame(() => {
      planned.current = 0
      void element.current?.refresh('rgRow')
      said()
    })
  })
  return redraw
}
