import { list, type Page, type Params } from '@/api/client'
import { queries } from '@/api/queries'
import { PAGE, type Ordered, type RowSource } from '@/grid/types'
import { isEmpty, type FilterJson } from './filter/json'
import type { Document } from './types'

/** What a list is asked with. */
export interface Question {
  type: string
  search: string
  filter: FilterJson
  order: Ordered[]
}

/** The parameters that the API takes it as. */
export function paramsOf({ type, search, filter, order }: Question): Params {
  return {
    'documentType.id': type,
    search: search || undefined,
    filter: isEmpty(filter) ? undefined : JSON.stringify(filter),
    ...Object.fromEntries(order.map(({ by, descending }) => [`order[${by}]`, descending ? 'desc' : 'asc'])),
  }
}

export const rowsKey = (question: Question) => ['documents', 'rows', question] as const

/** One page of rows, kept for as long as nobody says that something changed. */
export const pageQuery = (question: Question, page: number) => ({
  queryKey: [...rowsKey(question), page] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    list<Document>('/api/documents', { ...paramsOf(question), limit: PAGE, page: page + 1, etag: true }, signal),
  staleTime: 30_000,
  gcTime: 120_000,
})

/** The rows of a question whose first page is known. */
export function documentRows(question: Question, total: number): RowSource<Document> {
  return {
    total,
    idOf: (document) => document.id,
    load: async (page) => (await queries.fetchQuery(pageQuery(question, page))).items,
  }
}

/** Documents were changed, made or deleted: all lists of them are asked again. */
export const documentsChanged = () => queries.invalidateQueries({ queryKey: ['documents'] })

/** Takes what documents have become into the lists that are kept. */
export function keepChanged(changed: Document[]) {
  const byId = new Map(changed.map((document) => [document.id, document]))
  for (const [key, page] of queries.getQueriesData<Page<Document>>({ queryKey: ['documents', 'rows'] })) {
    if (!page?.items.some((document) => byId.has(document.id))) continue
    queries.setQueryData<Page<Document>>(key, { ...page, items: page.items.map((document) => byId.get(document.id) ?? document) })
  }
}

/** The document before or after another in a list, as far as it was loaded. */
export function neighbour(question: Question, id: string, by: 1 | -1): string | undefined {
  const pageAt = (page: number) => queries.getQueryData<Page<Document>>(pageQuery(question, page).queryKey)?.items
  for (const [key, page] of queries.getQueriesData<Page<Document>>({ queryKey: rowsKey(question) })) {
    const at = page?.items.findIndex((document) => document.id === id) ?? -1
    if (at < 0) continue
    const to = Number(key.at(-1)) * PAGE + at + by
    return pageAt(Math.floor(to / PAGE))?.[to % PAGE]?.id
  }
  return undefined
}
