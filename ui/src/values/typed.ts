import { useCallback, useSyncExternalStore } from 'react'

/** Values that were typed and aren't saved: by `attribute` or `attribute.locale`, with what stood there before. */
export type Typed = Record<string, { value: unknown; before: unknown }>

const NOTHING: Typed = {}
const kept = new Map<string, Typed>()
const listeners = new Set<() => void>()

function keep(path: string, typed: Typed): void {
  if (Object.keys(typed).length > 0) kept.set(path, typed)
  else kept.delete(path)
  for (const told of listeners) told()
}

function subscribe(told: () => void): () => void {
  listeners.add(told)
  return () => listeners.delete(told)
}

/** What was typed into a thing, kept for as long as the application is open, whatever page is shown meanwhile. */
export function useTyped(path: string) {
  const typed = useSyncExternalStore(subscribe, () => kept.get(path) ?? NOTHING)
  const type = useCallback((key: string, value: unknown, stored: unknown) => {
    const before = kept.get(path)?.[key]?.before ?? stored
    const { [key]: _, ...others } = kept.get(path) ?? NOTHING
    keep(path, isSame(value, stored) ? others : { ...others, [key]: { value, before } })
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

/** Compares values as JSON; nothing, null and an empty text are the same. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a || null) === JSON.stringify(b || null)
}
