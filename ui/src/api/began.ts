/** A write may begin work that outlives it: whoever shows such work is told. */
const listeners = new Set<() => void>()

export function workBegan(): void {
  for (const listener of listeners) listener()
}

export function onWorkBegan(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
