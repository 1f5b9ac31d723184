import { Typed } from '@/attributes/kind'
import type { Change } from './useDraft'

const MARK = '\u0000typed'

const place = (path: string) => `vitrine-draft ${path}`

/** What was typed in this window and not saved, if its page was loaded anew or crashed. */
export function keptOf(path: string): Record<string, Change> {
  try {
    const revive = (_: string, value: unknown) => (value && typeof value === 'object' && MARK in value ? new Typed(String(value[MARK])) : value)
    return JSON.parse(sessionStorage.getItem(place(path)) ?? '{}', revive) as Record<string, Change>
  } catch {
    return {}
  }
}

/** Keeps what is typed for as long as this window is there. */
export function keepTyped(path: string, changes: Record<string, Change>): void {
  try {
    if (Object.keys(changes).length === 0) sessionStorage.removeItem(place(path))
    else sessionStorage.setItem(place(path), JSON.stringify(changes, (_, value: unknown) => (value instanceof Typed ? { [MARK]: value.text } : value)))
  } catch {
    // A full or forbidden storage costs only what this is a second net for.
  }
}
