import type { Cell, RangeArea } from '@revolist/react-datagrid'

/** What the keys of a spreadsheet need that RevoGrid's core doesn't do by itself. */
export interface Keyed {
  /** Rows that fit the screen. */
  screen: () => number
  last: () => { row: number; column: number }
  isElsewhere: () => boolean
  /** Puts the focus there, or stretches the range from where it is to there. */
  go: (from: Cell, to: Cell, isRange: boolean) => void
  edit: (at: Cell) => void
  /** Whether a key was pressed in an editor. */
  isTyping: (target: EventTarget | null) => boolean
  /** Gives a key to the editor that is about to have them. */
  pass: (key: string) => void
  fillDown: (range: RangeArea) => void
  choose: (range: RangeArea) => void
  undo: () => void
  redo: () => void
  /** Gives the keys back to the page. */
  leave: () => void
  open: (row: number) => void
}

interface Pressed {
  original: KeyboardEvent
  focus: Cell | null
  range: RangeArea | null
  edit: unknown
}

/** Answers a `beforekeydown`; what it takes, the grid doesn't see. */
export function press(event: CustomEvent<Pressed>, does: Keyed) {
  const { original: key, focus, range, edit } = event.detail
  if (does.isElsewhere()) return event.preventDefault()
  // Who types fast may be done before the editor has the keys.
  if (edit && !does.isTyping(key.target) && (key.key === 'Enter' || key.key === 'Tab')) {
    does.pass(key.key)
    key.preventDefault()
    return event.preventDefault()
  }
  if (edit || !focus) return
  const isCtrl = key.ctrlKey || key.metaKey
  const area = range ?? { x: focus.x, y: focus.y, x1: focus.x, y1: focus.y }
  const done = isCtrl ? control(key, focus, area, does) : plain(key, focus, area, does)
  if (!done) return
  key.preventDefault()
  event.preventDefault()
}

function plain(key: KeyboardEvent, focus: Cell, area: RangeArea, does: Keyed): boolean {
  const { row: lastRow, column: lastColumn } = does.last()
  const step = Math.max(1, does.screen() - 1)
  const steps: Record<string, Cell> = {
    PageDown: { x: focus.x, y: Math.min(lastRow, (key.shiftKey ? area.y1 : focus.y) + step) },
    PageUp: { x: focus.x, y: Math.max(0, (key.shiftKey ? area.y : focus.y) - step) },
    Home: { x: 0, y: focus.y },
    End: { x: lastColumn, y: focus.y },
  }
  const to = steps[key.key]
  if (to) return move(focus, to, key.shiftKey, does)
  const by = key.shiftKey && ARROWS[key.key]
  if (by) return move(focus, { x: within(far(focus.x, area.x, area.x1) + by.x, lastColumn), y: within(far(focus.y, area.y, area.y1) + by.y, lastRow) }, true, does)
  if (key.key === 'Escape') { does.leave(); return true }
  if (key.key === 'F2') { does.edit(focus); return true }
  if (key.code === 'Space' && key.shiftKey) { does.choose(area); return true }
  return false
}

function control(key: KeyboardEvent, focus: Cell, area: RangeArea, does: Keyed): boolean {
  const { row: lastRow, column: lastColumn } = does.last()
  switch (key.key.toLowerCase()) {
    case 'home': return move(focus, { x: 0, y: 0 }, key.shiftKey, does)
    case 'end': return move(focus, { x: lastColumn, y: lastRow }, key.shiftKey, does)
    case 'd': does.fillDown(area); return true
    case 'z': if (key.shiftKey) does.redo(); else does.undo(); return true
    case 'y': does.redo(); return true
    case 'enter': does.open(focus.y); return true
    default: return false
  }
}

function move(from: Cell, to: Cell, isRange: boolean, does: Keyed): boolean {
  does.go(from, to, isRange)
  return true
}

/** RevoGrid stretches a range some time after the key: whoever fills or copies it at once would miss its end. */
const ARROWS: Record<string, Cell> = { ArrowUp: { x: 0, y: -1 }, ArrowDown: { x: 0, y: 1 }, ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 } }

const within = (at: number, last: number) => Math.max(0, Math.min(at, last))

/** The end of a range that the focus isn't at. */
const far = (focus: number, first: number, last: number) => (focus === first ? last : first)
