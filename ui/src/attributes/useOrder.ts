import { useState, type DragEvent, type KeyboardEvent } from 'react'

/** A list with one thing elsewhere. */
export function moved<T>(things: readonly T[], from: number, to: number): T[] {
  const rest = things.filter((_, at) => at !== from)
  const thing = things[from]
  return thing === undefined ? rest : [...rest.slice(0, to), thing, ...rest.slice(to)]
}

const STEPS: Record<string, number> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }

/** Lets things be put in order, by dragging or with Alt and the arrow keys. */
export function useOrder(count: number, onMove: (from: number, to: number) => void) {
  const [from, setFrom] = useState<number | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const end = () => {
    setFrom(null)
    setOver(null)
  }
  const of = (at: number) => ({
    draggable: true,
    'data-dragged': from === at || undefined,
    'data-over': (from !== null && over === at && from !== at && (from < at ? 'after' : 'before')) || undefined,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = 'move'
      event.dataTransfer.setData('text/x-order', String(at))
      setFrom(at)
    },
    onDragOver: (event: DragEvent) => {
      if (from === null) return
      event.preventDefault()
      setOver(at)
    },
    onDrop: (event: DragEvent) => {
      if (from === null) return
      event.preventDefault()
      if (from !== at) onMove(from, at)
      end()
    },
    onDragEnd: end,
    onKeyDown: (event: KeyboardEvent) => {
      const step = event.altKey ? STEPS[event.key] : undefined
      if (!step || at + step < 0 || at + step >= count) return
      event.preventDefault()
      onMove(at, at + step)
    },
  })
  return of
}
