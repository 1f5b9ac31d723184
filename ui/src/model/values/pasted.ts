import type { Labels } from '@/api/types'
import { coded } from '../CodeInput'

interface Pasted {
  code: string
  name: Labels
}

const CODE = /^(code|id)$/i

/**
 * Reads lines of cells between tabs or semicolons. A first line of headings (`code`, `fr_FR`…) says which is which;
 * else there is the code and then the names in the order of the languages, or names alone.
 */
export function pasted(text: string, locales: string[]): { values: Pasted[]; columns: string[] } {
  const rows = text.split(/\r?\n/).map((line) => line.split(line.includes('\t') ? '\t' : ';').map((cell) => cell.trim())).filter((row) => row.some(Boolean))
  const [first] = rows
  if (!first) return { values: [], columns: [] }
  const headings = first.map((cell) => (CODE.test(cell) ? 'code' : (locales.find((locale) => locale.toLowerCase() === cell.replace('-', '_').toLowerCase()) ?? '')))
  const isHeaded = headings.every(Boolean)
  const width = Math.max(...rows.map((row) => row.length))
  const names = width === 1 ? locales.slice(0, 1) : ['code', ...locales].slice(0, width)
  const columns = isHeaded ? headings : names
  const byCode = new Map<string, Pasted>()
  for (const row of isHeaded ? rows.slice(1) : rows) {
    const value = valueOf(row, columns)
    if (value.code) byCode.set(value.code, value)
  }
  return { values: [...byCode.values()], columns: columns.filter((column) => column !== 'code') }
}

function valueOf(row: string[], columns: string[]): Pasted {
  const cells = columns.map((column, index): [string, string] => [column, row[index] ?? ''])
  const name = Object.fromEntries(cells.filter(([column, cell]) => column !== 'code' && cell))
  const code = cells.find(([column]) => column === 'code')?.[1]
  return { code: code || coded(Object.values(name)[0] ?? ''), name }
}
