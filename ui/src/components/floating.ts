const FLOATS = '[class*="-dropdown"][data-position]'

/** Whether something floats above the page that an input opened: a calendar, a palette, a list. Escape is for that. */
export function isFloating(): boolean {
  return [...document.querySelectorAll(FLOATS)].some((one) => one.checkVisibility())
}
