import { post, send } from '@/api/client'
import { ApiError, type Violation } from '@/api/error'

/** What became of one item of a bulk write. */
export interface Line {
  index: number
  id?: string
  '@type'?: string
  status: number
  unchanged?: boolean
  violations?: Violation[]
  changes?: { path: string; before: unknown; after: unknown }[]
}

/** Changes some items together: all of them or none. */
export async function changeAll(path: string, items: object[]): Promise<void> {
  const { results } = (await post<{ results: Line[] }>(`${path}/bulk`, { mode: 'update', atomic: true, items })).value
  raise(results)
}

/** Writes any number of items, each for itself, and tells what became of each. */
export async function writeEach(path: string, items: object[], mode: 'upsert' | 'update'): Promise<Line[]> {
  const body = new Blob([items.map((item) => JSON.stringify(item)).join('\n')], { type: 'application/x-ndjson' })
  const answer = await send('POST', `${path}/bulk`, body, { params: { mode }, accept: 'application/x-ndjson' })
  return linesOf(await answer.text())
}

/** Fails with what the first refused item says, if one was. */
export function raise(lines: Line[]): void {
  const refused = lines.find((line) => line.status >= 400)
  if (refused) throw new ApiError(refused.status, refused.violations?.[0]?.message ?? '', refused.violations ?? [], null, null)
}

/** The lines of an answer. */
export const linesOf = (text: string): Line[] =>
  text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Line)
