import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { all, list } from '@/api/client'
import { matching } from '@/attributes/values'
import type { PredefinedValue } from '../definition'

const SIZE = 200

/** The values of a list, as far as they are needed. */
export interface Values {
  total: number | undefined
  /** Undefined: it isn't read yet. */
  at: (index: number) => PredefinedValue | undefined
  isSearching: boolean
  error: Error | null
}

/**
 * The values of an attribute's list, page by page around those that are seen. The API searches no lists, so a search
 * reads the list once as a whole and looks through it here.
 */
export function useValues(attribute: string, searched: string, seen: { from: number; to: number }): Values {
  const key = ['model', 'values', attribute]
  const first = Math.floor(seen.from / SIZE)
  const last = Math.max(first, Math.floor(seen.to / SIZE))
  const numbers = [...new Set([0, ...Array.from({ length: last - first + 1 }, (_, index) => first + index)])]
  const pages = useQueries({
    queries: numbers.map((page) => ({
      queryKey: [...key, 'page', page],
      queryFn: () => list<PredefinedValue>('/api/predefined-values', { 'attribute.id': attribute, limit: SIZE, page: page + 1 }),
      staleTime: 60_000,
    })),
  })
  const whole = useQuery({
    queryKey: [...key, 'whole'],
    queryFn: () => all<PredefinedValue>('/api/predefined-values', { 'attribute.id': attribute }),
    enabled: searched !== '',
    staleTime: 60_000,
  })
  const found = useMemo(() => (searched && whole.data ? matching(whole.data, ({ name }) => name, searched) : null), [searched, whole.data])
  const error = pages.find((page) => page.error)?.error ?? (searched ? whole.error : null)
  if (searched) return { total: found?.length, at: (index) => found?.[index], isSearching: !found, error }
  const byNumber = new Map(numbers.map((number, index) => [number, pages[index]?.data]))
  return {
    total: byNumber.get(0)?.total,
    at: (index) => byNumber.get(Math.floor(index / SIZE))?.items[index % SIZE],
    isSearching: false,
    error,
  }
}
