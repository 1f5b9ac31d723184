/** A session may end while somebody types: requests then wait here until somebody signed in over the page. */
type Listener = (isExpired: boolean) => void

let listener: Listener = () => undefined
let waiting: { resolve: () => void }[] = []

/** Resolves once somebody has signed in again. */
export function signedInAgain(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push({ resolve })
    listener(true)
  })
}

/** Lets all go on who wait. */
export function wentOn(): void {
  const all = waiting
  waiting = []
  listener(false)
  for (const one of all) one.resolve()
}

/** Who is told when the session has ended, and when it goes on. */
export function onExpiry(told: Listener): () => void {
  listener = told
  return () => {
    listener = () => undefined
  }
}
