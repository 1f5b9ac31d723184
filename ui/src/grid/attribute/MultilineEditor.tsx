import { useEffect, useRef, useState } from 'react'
import type { CellEditorProps } from '../types'

/** A text of several lines over its cell: Enter saves, Shift + Enter begins a line. */
export function MultilineEditor({ value, typed, label, onChange, done, cancel }: CellEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState(typed || String(value ?? ''))
  useEffect(() => {
    if (typed) change(typed)
  }, [typed])
  useEffect(() => {
    area.current?.focus()
    area.current?.setSelectionRange(text.length, text.length)
  }, [])
  const change = (next: string) => {
    setText(next)
    onChange(next === '' ? null : next)
  }
  return (
    <textarea
      ref={area}
      className="vg-area"
      aria-label={label}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.shiftKey && !event.altKey) { event.preventDefault(); done() }
        if (event.key === 'Escape') cancel()
      }}
    />
  )
}
