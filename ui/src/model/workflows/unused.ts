/** A code that none of the parts has yet. */
export function unused(base: string, parts: { id: string }[]): string {
  let number = parts.length + 1
  while (parts.some((part) => part.id === `${base}_${number}`)) number += 1
  return `${base}_${number}`
}
