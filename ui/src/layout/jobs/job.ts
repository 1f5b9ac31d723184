import type { TFunction } from 'i18next'
import type { Process } from '@/api/types'

const KNOWN = ['import', 'export', 'undo', 'reshape', 'bulk_edit'] as const

/** What it does, in a word or two. */
export const jobName = (t: TFunction, job: Process) => {
  const known = KNOWN.find((type) => type === job.type)
  return known ? t(`jobs.type.${known}`) : job.type
}

/** How far, in percent; null: not known yet. */
export const share = ({ done, total }: Process['progress']) => (total ? Math.min(100, Math.floor((100 * done) / total)) : null)

/** A length of time, in its largest unit. */
export function duration(seconds: number, language: string): string {
  const [amount, unit] = seconds < 90 ? [seconds, 'second'] : seconds < 5_400 ? [seconds / 60, 'minute'] : [seconds / 3_600, 'hour']
  return new Intl.NumberFormat(language, { style: 'unit', unit: unit as string, unitDisplay: 'short', maximumFractionDigits: 0 }).format(amount as number)
}

/** How many of its lines were not taken. */
export const refusedOf = ({ metadata }: { metadata: object }) => (metadata as { count?: { errors?: number } }).count?.errors ?? 0
