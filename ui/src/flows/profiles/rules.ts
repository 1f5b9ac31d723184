import type { Attribute } from '@/api/types'
import type { Option } from './profile'

/** How cells are changed, and by what: nothing more, a text, pairs of texts, or one part of several. */
export const CHANGES = {
  trim: 'none', upper: 'none', lower: 'none', replace: 'pairs', words: 'pairs', prefix: 'text', suffix: 'text', split: 'part', extract: 'text', default: 'text',
} as const
export type Change = keyof typeof CHANGES

/** What else is said of a column of that attribute: what a number in it is. */
export function questionsOf(attribute: Attribute | undefined): ('currency' | 'unit')[] {
  if (attribute?.type === 'price') return ['currency']
  if (attribute?.type === 'measure') return ['unit']
  return []
}

export const isChange = (option: Option): option is Option & { name: Change } => option.name in CHANGES

/** What a change begins with. */
export function begun(name: Change): Option {
  const kind = CHANGES[name]
  const value = kind === 'none' ? true : kind === 'pairs' ? {} : kind === 'part' ? { separator: '/', number: 1 } : ''
  return { name, value }
}

/** Pairs as lines of text: `from = to`. */
export const linesOf = (value: unknown) =>
  Object.entries((value ?? {}) as Record<string, string>).map(([from, to]) => `${from} = ${to}`).join('\n')

export function pairsOf(lines: string): Record<string, string> {
  const pairs = lines.split('\n').filter((line) => line.includes('=')).map((line): [string, string] => {
    const at = line.indexOf('=')
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()]
  })
  return Object.fromEntries(pairs.filter(([from]) => from))
}
