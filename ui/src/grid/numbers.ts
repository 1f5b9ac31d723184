/** Numbers as people type them: decimal comma or point, thousands by blanks, points, commas or apostrophes. */

/** Reads one, or nothing. `1.234` is a decimal, `1.234,5` and `1 234,5` have thousands. */
export function readNumber(text: string): number | null {
  const bare = text.trim().replace(/[\s\u00a0\u202f'’]/g, '').replace(/^\u2212/, '-')
  const plain = bare.lastIndexOf(',') > bare.lastIndexOf('.') ? bare.replaceAll('.', '').replace(',', '.') : bare.replaceAll(',', '')
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : null
}

/** A number in the words of the interface, with all its decimals. */
export function writeNumber(value: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 20 }).format(value)
}
