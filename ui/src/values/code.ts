/** A text as a code: letters without accents, digits, and lines between words. */
export function codeOf(text: string, between = '-'): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.replace(/[^a-z0-9_]+/g, between).replace(/^[-_]+|[-_]+$/g, '').slice(0, 80)
}
