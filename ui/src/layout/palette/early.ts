/** What is typed between the keys that open the palette and its field being there: no letter of a quick hand is lost. */
interface Early {
  text: string
  /** Enter was pressed too. */
  isSent: boolean
}

const LONGEST = 3_000

let early: Early | null = null
let clock: ReturnType<typeof setTimeout> | undefined

export function listenEarly(): void {
  if (early) return
  early = { text: '', isSent: false }
  addEventListener('keydown', hear, true)
  clock = setTimeout(takeEarly, LONGEST)
}

/** The field is there: it goes on with this. */
export function takeEarly(): Early | null {
  const taken = early
  early = null
  clearTimeout(clock)
  removeEventListener('keydown', hear, true)
  return taken
}

function hear(event: KeyboardEvent) {
  if (!early || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key.length === 1) early.text += event.key
  else if (event.key === 'Backspace') early.text = early.text.slice(0, -1)
  else if (event.key === 'Enter') early.isSent = true
  else return
  event.preventDefault()
  event.stopPropagation()
}
