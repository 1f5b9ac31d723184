import { list, post } from '@/api/client'
import { queries } from '@/api/queries'
import type { Item, Ref } from '@/api/types'

/** A document or an asset, as lists of what is in a classification show it. */
export interface Member extends Item {
  classifications: Ref[]
  /** Of documents. */
  documentType?: Ref
  mainAssetThumbnailUrl?: string | null
  /** Of assets. */
  name?: string
  thumbnailUrl?: string | null
  metadata?: { checksum?: string | null } | null
}

interface Placed {
  id: string
  classifications: Ref[]
  '@etag'?: string
}

interface Result {
  id: string
  status: number
  violations?: { message: string }[]
}

const AT_ONCE = 500

/** Changes where members are placed, each from what it is now; answers what they were. */
async function place(path: string, ids: string[], change: (at: string[]) => string[]): Promise<Placed[]> {
  const before: Placed[] = []
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const { items } = await list<Placed>(path, { 'id[]': ids.slice(from, from + AT_ONCE), limit: AT_ONCE, etag: true, 'properties[]': ['id', 'classifications'] })
    before.push(...items)
    await write(path, items.map((item) => ({ ...item, classifications: change(item.classifications.map(({ id }) => id)).map((id) => ({ id })) })))
  }
  return before
}

async function write(path: string, items: Placed[]): Promise<void> {
  const wished = items.map(({ id, classifications, '@etag': etag }) => ({ id, classifications, ...(etag && { '@etag': etag }) }))
  const { value } = await post<{ results: Result[] }>(`${path}/bulk`, { mode: 'update', items: wished })
  void queries.invalidateQueries({ queryKey: ['classifications'] })
  void queries.invalidateQueries({ queryKey: ['assets'] })
  void queries.invalidateQueries({ queryKey: ['thing'] })
  const refused = value.results.filter(({ status }) => status >= 400)
  const [first] = refused
  if (first) throw new Error(`${first.id}: ${first.violations?.map(({ message }) => message).join(' ') ?? first.status}${refused.length > 1 ? ` (+${refused.length - 1})` : ''}`)
}

/** Puts members into a classification; answers what takes it back. */
export async function put(path: string, ids: string[], node: string): Promise<() => Promise<void>> {
  await place(path, ids, (at) => (at.includes(node) ? at : [...at, node]))
  return async () => void (await place(path, ids, (at) => at.filter((id) => id !== node)))
}

/** Takes members out of a classification; answers what takes it back, each to its place among the others. */
export async function take(path: string, ids: string[], node: string): Promise<() => Promise<void>> {
  const before = await place(path, ids, (at) => at.filter((id) => id !== node))
  return () => write(path, before.map(({ id, classifications }) => ({ id, classifications })))
}
