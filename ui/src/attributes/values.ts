import { useInfiniteQuery } from '@tanstack/react-query'
import { list } from '@/api/client'
import type { Labels } from '@/api/types'

/** A predefined value as values print it. */
export interface Listed {
  id?: string
  code: string
  labels: Labels
}

interface PredefinedValue {
  id: string
  code: string
  name: Labels
}

const PAGE = 100

/** The values of an attribute's list that a search finds, page by page: the server looks through them. */
export function useValues(attribute: string, search: string, isAsked: boolean) {
  return useInfiniteQuery({
    queryKey: ['values', attribute, search],
    enabled: isAsked,
    initialPageParam: 1,
    queryFn: ({ pageParam, signal }) =>
      list<PredefinedValue>('/api/predefined-values', { 'attribute.id': attribute, isActive: true, search: search || undefined, limit: PAGE, page: pageParam }, signal),
    getNextPageParam: (last, pages) => (pages.length * PAGE < last.total ? pages.length + 1 : undefined),
    select: ({ pages }) => ({
      total: pages[0]?.total ?? 0,
      values: pages.flatMap((page) => page.items).map(({ id, code, name }): Listed => ({ id, code, labels: name })),
    }),
  })
}
