/** A write may begin work that outlives it: whoever shows such work is told, with the process's id where it is known. */
type Listener = (process: string | undefined) => void

const listeners = new Set<Listener>()

export function workBegan(answer: Response): void {
  const process = answer.headers.get('Location')?.match(/\/processes\/([^/?]+)$/)?.[1]
  for (const listener of listeners) listener(process)
}

export function onWorkBegan(listener: Listener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
