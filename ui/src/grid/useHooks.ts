import type { Cell, RangeArea } from '@revolist/react-datagrid'
import { useEffect, useMemo, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { saidCopied } from './saidCopied'
import type { Entry } from './CellEdits'
import { clip } from './clipboard'
import { BOXES } from './columns'
import { Chosen } from './editors'
import { fillDown, filled } from './filling'
import { ROW, type GridProps } from './Grid'
import type { GridModel, Row, Spot } from './GridModel'
import { press } from './keys'
import type { Ordered } from './types'

interface Inner<T> {
  live: RefObject<GridProps<T> & { order: readonly Ordered[] }>
  model: GridModel<T>
  setFocus: (spot: (Spot & { id: string }) | null) => void
  redraw: () => void
}

/** What takes its keys itself, though it stands in the grid. */
const OWN_KEYS = '.vg-sort, .vg-box, a, [data-grid-floats]'

/** What RevoGrid is taught: each of its events has its answer here. */
export function useHooks<T>(element: RefObject<HTMLRevoGridElement | null>, inner: Inner<T>) {
  const { t } = useTranslation('grid')
  const hooks = useMemo(() => makeHooks(element, inner), [])
  useEffect(() => {
    const grid = element.current
    if (!grid) return
    const offs = [
      hooks.listen(grid),
      clip(grid, { model: () => inner.model, keysOf: hooks.keysOf, isElsewhere: hooks.isElsewhere, onCopied: (outcome) => saidCopied(outcome, t) }),
      headerRows(grid),
    ]
    return () => offs.forEach((off) => off())
  }, [element, hooks, inner.model, t])
  return hooks
}

function makeHooks<T>(element: RefObject<HTMLRevoGridElement | null>, { live, model, setFocus }: Inner<T>) {
  let timer = 0
  let top = 0
  let anchor: number | null = null
  const screen = () => Math.ceil(((element.current?.clientHeight ?? 700) - ROW) / ROW)
  const keysOf = (part: string) => {
    const isFrozen = part === 'colPinStart'
    const keys = live.current.columns.filter((column) => Boolean(column.isFrozen) === isFrozen).map((column) => column.key)
    return isFrozen && live.current.onSelection ? [BOXES, ...keys] : keys
  }
  const isElsewhere = () => {
    const active = document.activeElement
    if (active === null || active === document.body || active === element.current?.parentElement) return false
    return !element.current?.contains(active) || active.closest(OWN_KEYS) !== null
  }
  const lookAround = () => {
    clearTimeout(timer)
    timer = window.setTimeout(() => {
      const first = Math.floor(top / ROW)
      void model.load(Math.max(0, first - 20), Math.min(model.rows.length - 1, first + screen() + 20)).catch(() => undefined)
    }, 50)
  }
  const enter = (entries: Entry[]) => void model.edits.enter(entries)

  async function choose(row: number, isRange: boolean) {
    const { selection, onSelection } = live.current
    if (!selection || !onSelection) return
    const [from, to] = isRange && anchor !== null ? [Math.min(anchor, row), Math.max(anchor, row)] : [row, row]
    anchor = row
    await model.load(from, to)
    const id = model.idAt(row)
    const ids = new Set(selection.ids)
    const isAdded = id !== undefined && !ids.has(id)
    for (let at = from; at <= to; at += 1) {
      const one = model.idAt(at)
      if (one !== undefined) if (isAdded) ids.add(one); else ids.delete(one)
    }
    onSelection({ isAll: selection.isAll, ids })
  }

  const listeners: Record<string, (event: CustomEvent) => void> = {
    viewportscroll: ({ detail }) => {
      if (detail.dimension !== 'rgRow') return
      top = detail.coordinate
      lookAround()
    },
    contentsizechanged: lookAround,
    afterfocus: ({ detail }) => {
      const id = model.idAt((detail.model as Row<T> | undefined)?.index ?? -1)
      setFocus(id !== undefined && detail.column ? { row: detail.model.index, column: String(detail.column.prop), id } : null)
    },
    beforecellfocus: (event) => {
      if (event.detail.prop === BOXES) event.preventDefault()
    },
    beforeedit: (event) => {
      event.preventDefault()
      const { rowIndex: row, prop, val } = event.detail
      enter([{ row, column: String(prop), ...(val instanceof Chosen ? { value: val.value } : { text: String(val ?? '') }) }])
    },
    beforerangeedit: (event) => {
      event.preventDefault()
      const rows = Object.entries(event.detail.data as Record<number, Record<string, unknown>>)
      enter(rows.flatMap(([row, cells]) => Object.entries(cells).map(([column, text]) => ({ row: Number(row), column, text: String(text ?? '') }))))
    },
    beforeautofill: (event) => {
      event.preventDefault()
      const { newRange, oldRange, colType } = event.detail as { newRange: RangeArea; oldRange: RangeArea; colType: string }
      enter(filled(model, keysOf(colType), oldRange, newRange))
    },
    aftercolumnresize: ({ detail }) => {
      for (const column of Object.values(detail as Record<number, { prop: string; size?: number }>)) {
        if (column.size) live.current.onWidth?.(String(column.prop), Math.round(column.size))
      }
    },
    beforefocuslost: (event) => {
      // A list that an editor opened lies over the page, outside of the grid.
      if (lastPressed instanceof Element && lastPressed.closest('[data-grid-floats]')) event.preventDefault()
    },
    beforekeydown: (event) => {
      const part = event.target instanceof Element ? event.target.querySelector('revogr-data')?.getAttribute('col-type') ?? 'rgCol' : 'rgCol'
      const keys = keysOf(part)
      const go = (from: Cell, to: Cell, isRange: boolean) => {
        const first = Math.ceil(top / ROW)
        if (to.y < first || to.y > first + screen() - 2) void element.current?.scrollToRow(Math.max(0, to.y - Math.floor(screen() / 2)))
        if (part === 'rgCol' && to.x !== from.x) void element.current?.scrollToColumnProp(keys[to.x]!)
        void element.current?.setCellsFocus(isRange ? from : to, to, part, 'rgRow')
      }
      press(event, {
        screen,
        last: () => ({ row: model.rows.length - 1, column: keys.length - 1 }),
        isElsewhere,
        go,
        edit: (at) => void element.current?.setCellEdit(at.y, keys[at.x]!),
        isTyping: (target) => target instanceof Element && (target.closest('revogr-edit') !== null || !target.isConnected),
        pass: (pressed) => void requestAnimationFrame(() => element.current?.querySelector('revogr-edit input')?.dispatchEvent(new KeyboardEvent('keydown', { key: pressed }))),
        fillDown: (range) => enter(fillDown(model, keys, range)),
        choose: (range) => { anchor = range.y; void choose(range.y1, range.y1 > range.y) },
        undo: () => void model.edits.undo(),
        redo: () => void model.edits.redo(),
        leave: () => { void element.current?.clearFocus(); element.current?.parentElement?.focus() },
        open: (row) => { const item = model.rows[row]?.item; if (item) live.current.onOpen?.(item) },
      })
    },
  }

  let lastPressed: EventTarget | null = null
  function listen(grid: HTMLElement) {
    const pressed = (event: Event) => {
      lastPressed = event.target
      // A cell that is pressed takes the keys from what had them; RevoGrid leaves the focus where it was.
      const isCell = event.target instanceof Element && grid.contains(event.target) && !event.target.closest('input, textarea, button, a')
      if (isCell && document.activeElement instanceof HTMLElement) document.activeElement.blur()
    }
    document.addEventListener('mousedown', pressed, true)
    for (const [name, listener] of Object.entries(listeners)) grid.addEventListener(name, listener as EventListener)
    return () => {
      document.removeEventListener('mousedown', pressed, true)
      for (const [name, listener] of Object.entries(listeners)) grid.removeEventListener(name, listener as EventListener)
    }
  }

  return {
    listen,
    /** Who comes by the keyboard begins at the first cell. */
    begin: async () => {
      if (model.rows.length > 0 && !(await element.current?.getFocused())) await element.current?.setCellsFocus({ x: 0, y: Math.floor(top / ROW) }, undefined, 'rgCol', 'rgRow')
    },
    keysOf,
    isElsewhere,
    lookAround,
    choose: (row: number, isRange: boolean) => void choose(row, isRange),
    chooseAll: () => {
      const { selection, onSelection } = live.current
      onSelection?.({ isAll: !(selection?.isAll || selection?.ids.size), ids: new Set() })
    },
    sort: (by: string, isAdded: boolean) => {
      const { order, onOrder } = live.current
      const known = order.find((one) => one.by === by)
      const others = isAdded ? order.filter((one) => one.by !== by) : []
      const next = !known ? [{ by, descending: false }] : known.descending ? [] : [{ by, descending: true }]
      onOrder?.([...others, ...next])
    },
  }
}

/** Headers stand in a row, which RevoGrid doesn't say of them. */
function headerRows(grid: HTMLElement): () => void {
  const name = () => grid.querySelectorAll('.header-rgRow:not([role])').forEach((row) => row.setAttribute('role', 'row'))
  const observer = new MutationObserver(name)
  observer.observe(grid, { childList: true, subtree: true })
  name()
  return () => observer.disconnect()
}
