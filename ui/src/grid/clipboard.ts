import type { RangeArea } from '@revolist/react-datagrid'
import type { GridModel } from './GridModel'
import { readBlock, writeBlock } from './tsv'

/** How many rows are copied at most: what is more is for an export. */
export const COPIED = 20_000

interface Clipping<T> {
  model: () => GridModel<T>
  /** The keys of the columns in a part of the grid, from left to right. */
  keysOf: (part: string) => string[]
  /** Whether the keyboard is somewhere else than in the grid. */
  isElsewhere: () => boolean
  onCopied: (outcome: { rows: number } | { again: true } | { tooMany: number }) => void
}

/**
 * Copy and paste as spreadsheets do them. RevoGrid's own reader knows no quotes and makes HTML of what the clipboard
 * offers as such; here only text is read. Rows that were never looked at are loaded before they are copied.
 */
export function clip<T>(grid: HTMLElement, { model, keysOf, isElsewhere, onCopied }: Clipping<T>): () => void {
  let copied: string | null = null
  const listeners: Record<string, (event: CustomEvent) => void> = {
    beforepaste: (event) => {
      if (isElsewhere()) return event.preventDefault()
      event.detail.isHTML = false
      event.detail.raw = event.detail.dataText
    },
    beforepasteapply: (event) => (event.detail.parsed = readBlock(event.detail.dataText)),
    beforecopy: (event) => isElsewhere() && event.preventDefault(),
    beforecut: (event) => isElsewhere() && event.preventDefault(),
    clipboardrangecopy: (event) => {
      const { range, colType } = event.detail as { range: RangeArea; colType: string }
      copied = null
      if (model().isLoaded(range.y, range.y1)) copied = block(range, colType)
      else void later(range, colType)
    },
    beforecopyapply: (event) => {
      event.preventDefault()
      if (copied !== null) (event.detail.event as DataTransfer).setData('text/plain', copied)
    },
  }

  function block(range: RangeArea, part: string): string {
    const columns = keysOf(part).slice(range.x, range.x1 + 1).map((key) => model().column(key))
    const rows = model().rows.slice(range.y, range.y1 + 1)
    return writeBlock(rows.map((row) => columns.map((column) => (column ? model().plain(row, column) : ''))))
  }

  async function later(range: RangeArea, part: string) {
    const rows = range.y1 - range.y + 1
    if (rows > COPIED) return onCopied({ tooMany: rows })
    await model().load(range.y, range.y1)
    try {
      await navigator.clipboard.writeText(block(range, part))
      onCopied({ rows })
    } catch {
      // Over plain http the clipboard is only open while the keys are pressed.
      onCopied({ again: true })
    }
  }

  for (const [name, listener] of Object.entries(listeners)) grid.addEventListener(name, listener as EventListener)
  return () => {
    for (const [name, listener] of Object.entries(listeners)) grid.removeEventListener(name, listener as EventListener)
  }
}
