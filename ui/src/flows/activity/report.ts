/** What is told of the lines of a process, read from its report as far as is shown. */
import { useQuery } from '@tanstack/react-query'
import { send } from '@/api/client'
import { pathOf } from '../process'

export interface Trouble {
  line: string
  column: string
  code: string
  message: string
  value: string
  id: string
  sheet: string
  level: 'error' | 'warning'
}

/** So many are shown; the report has them all. */
export const SHOWN = 500

export function useTroubles(id: string, isThere: boolean) {
  return useQuery({ queryKey: ['process', id, 'report'], queryFn: ({ signal }) => troubles(id, signal), enabled: isThere, staleTime: Infinity })
}

async function troubles(id: string, signal: AbortSignal): Promise<Trouble[]> {
  const answer = await send('GET', `${pathOf(id)}/report`, undefined, { signal, accept: '*/*' })
  const [header = [], ...rows] = await firstRows(answer, SHOWN + 1)
  return rows.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])) as unknown as Trouble)
}

/** Reads no further than is asked for. */
async function firstRows(answer: Response, most: number): Promise<string[][]> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (reader) {
    const { done, value } = await reader.read()
    text += value ?? ''
    const rows = parsed(text)
    if (done) return rows
    if (rows.length > most) {
      void reader.cancel()
      return rows.slice(0, most)
    }
  }
  return []
}

/** The cells of a file with semicolons, in which quotes stand around those that hold one. */
export function parsed(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  const cell = /("(?:[^"]|"")*"|[^;"\r\n]*)(;|\r?\n|$)/gy
  cell.lastIndex = text.startsWith('\ufeff') ? 1 : 0
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text)
    if (!found) break
    const [, raw = '', end] = found
    row.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw)
    if (end === ';') continue
    rows.push(row)
    row = []
  }
  return rows
}
