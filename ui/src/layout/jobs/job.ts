import type { TFunction } from 'i18next'

/** Work that outlives the request that asked for it. */
export interface Job {
  id: string
  type: string
  subject: string
  status: 'pending' | 'running' | 'finished' | 'failed' | 'cancelled'
  progress: { done: number; total: number | null; rate: number | null; secondsLeft: number | null }
  trouble: string | null
  createdBy: string
  dateCreated: string
  startDate: string | null
  endDate: string | null
}

const KNOWN = ['import', 'export', 'undo', 'reshape', 'bulk_edit'] as const

/** What it does, in a word or two. */
export const jobName = (t: TFunction, job: Job) => {
  const known = KNOWN.find((type) => type === job.type)
  return known ? t(`jobs.type.${known}`) : job.type
}

/** How far, in percent; null: not known yet. */
export const share = ({ done, total }: Job['progress']) => (total ? Math.min(100, Math.floor((100 * done) / total)) : null)

/** A length of time, in its largest unit. */
export function duration(seconds: number, language: string): string {
  const [amount, unit] = seconds < 90 ? [seconds, 'second'] : seconds < 5_400 ? [seconds / 60, 'minute'] : [seconds / 3_600, 'hour']
  return new Intl.NumberFormat(language, { style: 'unit', unit: unit as string, unitDisplay: 'short', maximumFractionDigits: 0 }).format(amount as number)
}
