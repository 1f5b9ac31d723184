import { IconAlertTriangle, IconBan, IconCheck, IconClock, IconLoader2, IconX, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { refusedOf } from '@/layout/jobs/job'
import { Pill, type Tone } from './Pill'
import type { Process, Status } from './process'

const LOOKS: Record<Status, [Tone, Icon]> = {
  pending: ['soft', IconClock],
  running: ['accent', IconLoader2],
  finished: ['good', IconCheck],
  failed: ['bad', IconX],
  cancelled: ['soft', IconBan],
}

/** How a process stands, in a word and a sign; one that is over says too whether lines were refused. */
export function ProcessStatus({ process }: { process: Pick<Process, 'status' | 'metadata'> }) {
  const { t } = useTranslation('flows')
  const refused = process.status === 'finished' ? refusedOf(process) : 0
  if (refused > 0) return <Pill tone="warn" icon={IconAlertTriangle}>{t('status.refused', { count: refused })}</Pill>
  const [tone, mark] = LOOKS[process.status]
  return <Pill tone={tone} icon={mark}>{t(`status.${process.status}`)}</Pill>
}
