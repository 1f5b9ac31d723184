import { useMutation, useQuery } from '@tanstack/react-query'
import { get, patch, post, remove } from '@/api/client'
import { queries } from '@/api/queries'
import type { Ordered } from '@/grid/types'
import type { FilterJson } from '../filter/json'
import type { ColumnSpec } from '../search'

/** A list that somebody kept under a name. */
export interface View {
  id: string
  name: string
  resource: string
  documentType: { id: string } | null
  isShared: boolean
  roles: string[]
  sequence: number
  owner: string
  filter: FilterJson | null
  search: string | null
  order: Ordered[]
  columns: ColumnSpec[]
  locale: string | null
}

export type ViewChange = Partial<Omit<View, 'id' | 'owner'>>

const KEY = ['views', 'documents']

/** The server gives views in pages. */
const READ = 200

async function viewsOf(type: string): Promise<View[]> {
  const views: View[] = []
  for (let page = 1; ; page++) {
    const more = await get<View[]>('/api/views', { params: { resource: 'documents', 'documentType.id': type, limit: READ, page } })
    views.push(...more)
    if (more.length < READ) return views
  }
}

/** The views of a type, once they are known; a list that can't have them is shown without. */
export function useViews(type: string): View[] | undefined {
  const asked = useQuery({
    queryKey: [...KEY, type],
    queryFn: () => viewsOf(type),
    staleTime: 60_000,
  })
  return asked.data ?? (asked.isError ? NONE : undefined)
}

const NONE: View[] = []

const again = () => queries.invalidateQueries({ queryKey: KEY })

export const useSaveView = () =>
  useMutation({
    mutationFn: async ({ id, ...change }: ViewChange & { id?: string }) =>
      (id ? await patch<View>(`/api/views/${id}`, change) : await post<View>('/api/views', change)).value,
    onSuccess: again,
  })

export const useDeleteView = () => useMutation({ mutationFn: (id: string) => remove(`/api/views/${id}`), onSuccess: again })
