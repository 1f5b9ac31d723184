import { useMutation, useQuery } from '@tanstack/react-query'
import { all, patch, post, remove } from '@/api/client'
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

export function useViews(type: string): View[] | undefined {
  return useQuery({
    queryKey: KEY,
    queryFn: () => all<View>('/api/views', { resource: 'documents' }),
    select: (views) => views.filter((view) => view.documentType?.id === type).sort((a, b) => a.sequence - b.sequence || a.name.localeCompare(b.name)),
    staleTime: 60_000,
  }).data
}

const again = () => queries.invalidateQueries({ queryKey: KEY })

export const useSaveView = () =>
  useMutation({
    mutationFn: async ({ id, ...change }: ViewChange & { id?: string }) =>
      (id ? await patch<View>(`/api/views/${id}`, change) : await post<View>('/api/views', change)).value,
    onSuccess: again,
  })

export const useDeleteView = () => useMutation({ mutationFn: (id: string) => remove(`/api/views/${id}`), onSuccess: again })
