/** The predefined values of lists, asked once and kept: the API searches no lists, so that is done here. */
import { useQuery } from '@tanstack/react-query'
import { all } from '@/api/client'
import { queries } from '@/api/queries'
import type { Labels } from '@/api/types'

/** A predefined value as values print it. */
export interface Listed {
  id?: string
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
  queryFn: async (): Promise<Listed[]> => {
    const printed = await all<Printed>('/api/predefined-values', { 'attribute.id': attribute, 'properties[]': ['code', 'name', 'sequence', 'isActive'] })
    return printed.filter((value) => value.isActive).sort((a, b) => a.sequence - b.sequence).map(({ code, name }) => ({ code, labels: name }))
  },
  staleTime: 60_000,
})

export const loadValues = (attribute: string) => queries.fetchQuery(asked(attribute))

/** Of no attribute: nothing is asked. */
export const useValues = (attribute: string | undefined) => useQuery({ ...asked(attribute ?? ''), enabled: attribute !== undefined })

/** Those that have all the words in their code or a name, whatever their case and accents. */
export function matching<V extends { code: string }>(values: V[], labels: (value: V) => Labels, searched: string): V[] {
  const words = plain(searched).split(/\s+/).filter(Boolean)
  if (words.length === 0) return values
  return values.filter((value) => {
    const text = plain([value.code, ...Object.values(labels(value))].join(' '))
    return words.every((word) => text.includes(word))
  })
}

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
