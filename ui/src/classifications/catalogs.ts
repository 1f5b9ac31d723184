import { useQuery } from '@tanstack/react-query'
import { all } from '@/api/client'
import { queries } from '@/api/queries'
import type { Catalog, Node } from './types'

const KEPT = { staleTime: 60_000 }
const FIELDS = ['id', 'parent', 'name', 'isActive', 'sequence']

export const useCatalogs = () => useQuery({ queryKey: ['catalogs'], queryFn: () => all<Catalog>('/api/catalogs'), ...KEPT })

const nodesKey = (catalog: string) => ['classifications', 'nodes', catalog]

interface Nodes {
  nodes: Node[]
  /** All are there, not the upper levels alone. */
  isWhole: boolean
  isPending: boolean
  error: Error | null
  refetch: () => unknown
}

/** All classifications of a catalog; its first two levels are there long before the rest of a large one. */
export function useNodes(catalog: string): Nodes {
  const first = useQuery({
    queryKey: ['classifications', 'first', catalog],
    queryFn: ({ signal }) => all<Node>('/api/classifications', { 'catalogs.id[]': catalog, 'level[]': ['0', '1'], 'properties[]': FIELDS }, signal),
    ...KEPT,
  })
  const whole = useQuery({
    queryKey: nodesKey(catalog),
    queryFn: ({ signal }) => all<Node>('/api/classifications', { 'catalogs.id[]': catalog, 'properties[]': FIELDS }, signal),
    ...KEPT,
  })
  return {
    nodes: whole.data ?? first.data ?? NONE,
    isWhole: !!whole.data,
    isPending: whole.isPending && first.isPending,
    error: whole.error ?? first.error,
    refetch: whole.refetch,
  }
}

const NONE: Node[] = []

/** Shows a change before the server has said yes to it. */
export function changeNodes(catalog: string, change: (nodes: Node[]) => Node[]): void {
  queries.setQueryData<Node[]>(nodesKey(catalog), (nodes) => nodes && change(nodes))
}

/** Asks again for all that depends on classifications. */
export const refreshNodes = () => Promise.all([
  queries.invalidateQueries({ queryKey: ['classifications'] }),
  queries.invalidateQueries({ queryKey: ['catalogs'] }),
])
