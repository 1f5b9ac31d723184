import { useQuery } from '@tanstack/react-query'
import { get } from '@/api/client'
import type { Ref } from '@/api/types'

export interface Entry {
  id: string
  date: string
  by: string
  origin: string
  operation: 'create' | 'update' | 'delete'
  resource: { type: string; id: string }
  process: string | null
  changes: { path: string; attribute?: string; locale?: string; before: unknown; after: unknown }[]
}

/** Changes that one person made in one go, told as one. */
export interface Deed {
  key: string
  date: string
  by: string
  operation: Entry['operation']
  process: string | null
  entries: Entry[]
  /** It may have begun before what was read. */
  isOpen: boolean
}

/** The document of a change, as it is now. */
export interface Named {
  id: string
  documentType: Ref
  attributes: Record<string, unknown>
}

const READ = 100
const PAGES = 4
const TOLD = 8
const GOES_ON = 10 * 60_000

export const useDeeds = () => useQuery({ queryKey: ['history', 'last'], queryFn: ({ signal }) => lastDeeds(signal) })

/** Reads on for as long as one great deed fills page after page. */
async function lastDeeds(signal: AbortSignal): Promise<Deed[]> {
  const entries: Entry[] = []
  for (let page = 1; page <= PAGES; page++) {
    const more = await get<Entry[]>('/api/history', { params: { limit: READ, page }, signal })
    entries.push(...more)
    const told = deeds(entries)
    if (more.length < READ) return told.slice(0, TOLD)
    if (told.length > TOLD || page === PAGES) return told.map((deed, at) => ({ ...deed, isOpen: at === told.length - 1 })).slice(0, TOLD)
  }
  return []
}

/** The documents that are told of one by one. */
export function useNamed(ids: string[]) {
  return useQuery({
    queryKey: ['history', 'named', ids],
    queryFn: () => get<Named[]>('/api/documents', { params: { 'id[]': ids, limit: ids.length } }),
    enabled: ids.length > 0,
  }).data ?? []
}

/** What follows on one another by the same hand, in the same way, within ten minutes, is one deed. */
export function deeds(entries: Entry[]): Deed[] {
  const told: Deed[] = []
  for (const entry of entries) {
    const last = told.at(-1)
    if (last && isSame(last, entry)) last.entries.push(entry)
    else told.push({ key: entry.id, date: entry.date, by: entry.by, operation: entry.operation, process: entry.process, entries: [entry], isOpen: false })
  }
  return told
}

function isSame(deed: Deed, entry: Entry): boolean {
  const earliest = deed.entries.at(-1)?.date ?? deed.date
  return deed.by === entry.by && deed.operation === entry.operation && deed.process === entry.process && Date.parse(earliest) - Date.parse(entry.date) < GOES_ON
}

/** The things of a deed, each once, by what they are. */
export function things(deed: Deed): Map<string, string[]> {
  const byType = new Map<string, string[]>()
  for (const { resource } of deed.entries) {
    const ids = byType.get(resource.type) ?? []
    if (!ids.includes(resource.id)) byType.set(resource.type, [...ids, resource.id])
  }
  return byType
}
