/** The predefined values of lists, asked once and kept. */
import { useQuery } from '@tanstack/react-query'
import { all } from '@/api/client'
import type { Labels } from '@/api/types'
import { queries } from '@/api/queries'

export interface Value {
  code: string
  labels: Labels
}

interface Printed {
  code: string
  name: Labels
  sequence: number
  isActive: boolean
}

const asked = (attribute: string) => ({
  queryKey: ['model', 'values', attribute],
  queryFn: async (): Promise<Value[]> => {
    const printed = await all<Printed>('/api/predefined-values', { 'attribute.id': attribute })
    return printed.filter((value) => value.isActive).sort((a, b) => a.sequence - b.sequence).map(({ code, name }) => ({ code, labels: name }))
  },
  staleTime: 60_000,
})

export const loadValues = (attribute: string) => queries.fetchQuery(asked(attribute))

/** Of no attribute: nothing is asked. */
export const useValues = (attribute: string | undefined) => useQuery({ ...asked(attribute ?? ''), enabled: attribute !== undefined })
