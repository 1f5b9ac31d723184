import { useQuery } from '@tanstack/react-query'
import { list } from '@/api/client'
import type { Change } from '@/components/History'
import { useOfProduct } from './ProductContext'
import { pathOf } from './useProduct'

const WEEK = 7 * 86_400_000
const NONE = new Set<string>()

/** The attributes that were changed in the last seven days. */
export function useRecent(isAsked: boolean): Set<string> {
  const { resource, id } = useOfProduct()
  const { data } = useQuery({
    queryKey: ['history', pathOf(resource, id), 'week'],
    enabled: isAsked,
    queryFn: ({ signal }) => list<Change>(`${pathOf(resource, id)}/history`, { limit: 200 }, signal),
    select: ({ items }) =>
      new Set(items.filter((one) => Date.now() - Date.parse(one.date) < WEEK).flatMap((one) => one.changes.flatMap(({ attribute }) => attribute ?? []))),
  })
  return data ?? NONE
}
