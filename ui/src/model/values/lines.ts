import { send } from '@/api/client'

/** What became of one line of a bulk write. */
export interface Line {
  index: number
  id?: string
  '@type'?: string
  status: number
  unchanged?: boolean
  violations?: { propertyPath: string; message: string }[]
  changes?: { path: string; before: unknown; after: unknown }[]
}

/** Writes any number of items, each for itself, and tells what became of each. */
export async function writeLines(path: string, items: object[], mode: 'upsert' | 'update' | 'create'): Promise<Line[]> {
  const body = new Blob([items.map((item) => JSON.stringify(item)).join('\n')], { type: 'application/x-ndjson' })
  const answer = await send('POST', `${path}/bulk`, body, { params: { mode }, accept: 'application/x-ndjson' })
  return linesOf(await answer.text())
}

/** The lines of an answer. */
export const linesOf = (text: string): Line[] =>
  text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Line)
