import { useCallback, useSyncExternalStore } from 'react'
import { Typed as Unreadable } from '@/attributes/kind'

/** A value that was typed and isn't saved. */
interface Unsaved {
  value: unknown
  /** As the server takes it. */
  sent: unknown
  /** What stood there when it was typed, as the server takes it. */
  before: unknown
}

/** What was typed into a thing: by `attribute` or `attribute.locale`. */
export type Typed = Record<string, Unsaved>

const NOTHING: Typed = {}
const PLACE = 'vitrine-typed'
const MARK = '$typed'
const kept = new Map<string, Typed>(restored())
const listeners = new Set<() => void>()

function keep(path: string, typed: Typed): void {
  if (Object.keys(typed).length > 0) kept.set(path, typed)
  else kept.delete(path)
  store()
  for (const told of listeners) told()
}

/** A reload doesn't lose what was typed; the tab's own storage goes with it. */
function store(): void {
  const text = JSON.stringify([...kept], (_, value: unknown) => (value instanceof Unreadable ? { [MARK]: value.text } : value))
  try {
    sessionStorage.setItem(PLACE, text)
  } catch {
    // What is too large for it is kept until the page closes.
    sessionStorage.removeItem(PLACE)
  }
}

function restored(): [string, Typed][] {
  const revive = (_: string, value: unknown) => (value && typeof value === 'object' && MARK in value ? new Unreadable(String(value[MARK])) : value)
  return JSON.parse(sessionStorage.getItem(PLACE) ?? '[]', revive) as [string, Typed][]
}

function subscribe(told: () => void): () => void {
  listeners.add(told)
  return () => listeners.delete(told)
}

/** What was typed into a thing, kept whatever page is shown meanwhile, and through a reload. */
export function useTyped(path: string) {
  const typed = useSyncExternalStore(subscribe, () => kept.get(path) ?? NOTHING)
  const type = useCallback((key: string, value: unknown, sent: unknown, stored: unknown) => {
    const { [key]: earlier, ...others } = kept.get(path) ?? NOTHING
    const before = earlier ? earlier.before : stored
    keep(path, isSame(sent, stored) ? others : { ...others, [key]: { value, sent, before } })
  }, [path])
  const drop = useCallback((keys?: string[]) => {
    const others = Object.entries(kept.get(path) ?? NOTHING).filter(([key]) => keys && !keys.includes(key))
    keep(path, Object.fromEntries(others))
  }, [path])
  return { typed, type, drop }
}

/** Whether something was typed into a thing, asked when anything was. */
export function useIsTyped(): (path: string) => boolean {
  useSyncExternalStore(subscribe, () => [...kept.keys()].join(' '))
  return (path) => kept.has(path)
}

/** Compares values as the server takes them. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
