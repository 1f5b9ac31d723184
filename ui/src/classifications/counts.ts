import { useQuery } from '@tanstack/react-query'
import { list } from '@/api/client'

/** How many members a list has. */
export function useCount(path: string, params: Record<string, string>) {
  return useQuery({
    queryKey: ['classifications', 'count', path, params],
    queryFn: async ({ signal }) => (await list(path, { ...params, limit: 0 }, signal)).total,
  }).data
}

/** The collection that a catalog's classifications hold. */
export const collectionOf = (objectType: 'document' | 'asset') => (objectType === 'asset' ? '/api/assets' : '/api/documents')
