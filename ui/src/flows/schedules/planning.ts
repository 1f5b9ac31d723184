import { useQueries } from '@tanstack/react-query'
import { all } from '@/api/client'
import type { Stamps } from '@/api/types'
import type { Way } from '../profiles/profile'

/** Something that is imported or exported again and again. */
export interface Planning extends Stamps {
  id: string
  name: string
  cron: string
  timezone: string
  isActive: boolean
  nextRun: string | null
  lastRun: string | null
  lastProcess: string | null
  import?: { importProfileId: string; remotePath: string }
  export?: { exportProfileId: string; uploadLocation: string | null }
}

/** What of it is written, whichever way it goes. */
export interface PlanningFields {
  name: string
  cron: string
  timezone: string
  isActive: boolean
  profile: string
  place: string
}

export const pathOf = (way: Way) => `/api/plannings/${way}`

export const fieldsOf = (planning: Planning): PlanningFields => ({
  name: planning.name,
  cron: planning.cron,
  timezone: planning.timezone,
  isActive: planning.isActive,
  profile: planning.import?.importProfileId ?? planning.export?.exportProfileId ?? '',
  place: planning.import?.remotePath ?? planning.export?.uploadLocation ?? '',
})

export function bodyOf({ profile, place, ...own }: PlanningFields, way: Way): Record<string, unknown> {
  const work = way === 'imports' ? { import: { importProfileId: profile, remotePath: place } } : { export: { exportProfileId: profile, uploadLocation: place || null } }
  return { ...own, ...work }
}

/** Those of both ways, the next one first. */
export function usePlannings() {
  const asked = useQueries({
    queries: (['imports', 'exports'] as const).map((way) => ({
      queryKey: ['plannings', way],
      queryFn: () => all<Planning>(pathOf(way)),
      refetchInterval: 30_000,
    })),
  })
  const [imports, exports] = asked
  const both = [...of(imports?.data, 'imports'), ...of(exports?.data, 'exports')]
  return {
    plannings: both.sort((a, b) => (a.planning.nextRun ?? '9').localeCompare(b.planning.nextRun ?? '9')),
    isPending: asked.some((one) => one.isPending),
    error: asked.find((one) => one.error)?.error ?? null,
    refetch: () => void Promise.all(asked.map((one) => one.refetch())),
  }
}

const of = (plannings: Planning[] = [], way: Way) => plannings.map((planning) => ({ way, planning }))
