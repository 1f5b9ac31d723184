/** Whether the server answers at all; once it doesn't, it is asked every few seconds until it does. */
import { useSyncExternalStore } from 'react'

const PAUSE = 4_000

let isReached = true
const listeners = new Set<() => void>()

export const useReach = () => useSyncExternalStore(listen, () => isReached)

/** A request found nobody. */
export function unreached(): void {
  if (!isReached) return
  tell(false)
  setTimeout(() => void knock(), PAUSE)
}

/** Asks at once whether somebody is there again. */
export async function knock(): Promise<void> {
  if (isReached) return
  const answer = await fetch('/api', { cache: 'no-store' }).catch(() => null)
  if (answer?.ok) tell(true)
  else setTimeout(() => void knock(), PAUSE)
}

function tell(now: boolean) {
  isReached = now
  for (const listener of listeners) listener()
}

function listen(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
