import { useQuery } from '@tanstack/react-query'
import { get, put } from '@/api/client'
import { queries } from '@/api/queries'

const KEY = ['me', 'preferences']

/** Something that the user alone chose, and how to choose otherwise; undefined until it is known. */
export function usePreference<T>(name: string, otherwise: T): [T | undefined, (value: T) => void] {
  const all = useQuery({ queryKey: KEY, queryFn: () => get<Record<string, unknown>>('/api/me/preferences'), staleTime: Infinity }).data
  const choose = (value: T) => {
    queries.setQueryData<Record<string, unknown>>(KEY, (known) => ({ ...known, [name]: value }))
    void put(`/api/me/preferences/${name}`, value)
  }
  return [all && ((all[name] as T | undefined) ?? otherwise), choose]
}
