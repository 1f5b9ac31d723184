import { useQuery } from '@tanstack/react-query'
import { all, get } from '@/api/client'
import type { CompletenessSetting, Ref } from '@/api/types'

/** How complete all documents of a setting are in a locale, now. */
export interface Standing {
  completenessSetting: Ref
  locale: string
  documents: number
  complete: number
  average: number
}

/** The same on a day. */
export interface Day extends Standing {
  date: string
}

export const useSettings = () =>
  useQuery({ queryKey: ['model', 'completeness-settings'], queryFn: () => all<CompletenessSetting>('/api/completeness-settings'), staleTime: 60_000 })

export const useStandings = () => useQuery({ queryKey: ['completeness'], queryFn: () => get<Standing[]>('/api/completeness') })

/** One locale's days, the oldest first. */
export const useDays = (locale: string, after: string) =>
  useQuery({ queryKey: ['completeness', 'history', locale, after], queryFn: () => get<Day[]>('/api/completeness/history', { params: { locale, after } }), enabled: locale !== '' })
