/** A code from a name: what codes may have, and nothing else. */
export function codeOf(name: string): string {
  const bare = name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '')
  return bare.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 80) || 'new'
}
