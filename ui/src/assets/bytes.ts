const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

const formats = new Map<string, Intl.NumberFormat>()

/** Formats are dear to make, and lists show hundreds of sizes. */
function formatOf(language: string, step: number, digits: number): Intl.NumberFormat {
  const key = `${language} ${step} ${digits}`
  const known = formats.get(key) ?? new Intl.NumberFormat(language, { style: 'unit', unit: UNITS[step], unitDisplay: step === 0 ? 'long' : 'short', maximumFractionDigits: digits })
  formats.set(key, known)
  return known
}

/** A number of bytes as people say it. */
export function bytes(count: number, language: string): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(count, 1)) / 3))
  const value = count / 1000 ** step
  return formatOf(language, step, value < 10 && step > 0 ? 1 : 0).format(value)
}

/** What kind of file it is, in few letters. */
export const format = (extension: string | null | undefined) => extension?.toUpperCase() ?? ''
