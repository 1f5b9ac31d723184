/** What is told of the items of a process, as far as is shown. */
import { useQuery } from '@tanstack/react-query'
import { get } from '@/api/client'
import { pathOf } from '../process'

export interface Trouble {
  sheet: string
  line: number
  id: string
  property: string
  value: string
  message: string
  level: 'error' | 'warning'
}

/** So many are shown; the report has them all. */
export const SHOWN = 500

/** Errors come before warnings. */
export function useTroubles(id: string, isThere: boolean) {
  const told = (level: Trouble['level'], limit: number, signal: AbortSignal) => get<Trouble[]>(`${pathOf(id)}/errors`, { params: { level, limit }, signal })
  return useQuery({
    queryKey: ['process', id, 'troubles'],
    queryFn: async ({ signal }) => {
      const errors = await told('error', SHOWN, signal)
      return errors.length < SHOWN ? [...errors, ...(await told('warning', SHOWN - errors.length, signal))] : errors
    },
    enabled: isThere,
    staleTime: Infinity,
  })
}
