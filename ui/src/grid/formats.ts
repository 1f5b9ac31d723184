/** Formats cost much to make and little to use: each is made once. */
const numbers = new Map<string, Intl.NumberFormat>()
const dates = new Map<string, Intl.DateTimeFormat>()

export const numberFormat = (language: string, options: Intl.NumberFormatOptions) => kept(numbers, language, options, () => new Intl.NumberFormat(language, options))

export const dateFormat = (language: string, options: Intl.DateTimeFormatOptions) => kept(dates, language, options, () => new Intl.DateTimeFormat(language, options))

function kept<T>(known: Map<string, T>, language: string, options: object, make: () => T): T {
  const key = language + JSON.stringify(options)
  const found = known.get(key) ?? make()
  known.set(key, found)
  return found
}
