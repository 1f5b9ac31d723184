import { Badge, type MantineColor } from '@mantine/core'
import { IconAlertTriangle, IconBan, IconCheck, IconClock, IconLoader2, IconX, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Process, Status } from './process'

const LOOKS: Record<Status, [MantineColor, Icon]> = {
  pending: ['gray', IconClock],
  running: ['indigo', IconLoader2],
  finished: ['teal', IconCheck],
  failed: ['red', IconX],
  cancelled: ['gray', IconBan],
}

/** How a process stands, in a word and a sign; one that is over says too whether lines were refused. */
export function ProcessStatus({ process }: { process: Pick<Process, 'status' | 'metadata'> }) {
  const { t } = useTranslation('flows')
  const refused = process.status === 'finished' ? (process.metadata.count?.errors ?? 0) : 0
  const [colour, Mark] = refused > 0 ? (['yellow', IconAlertTriangle] as const) : LOOKS[process.status]
  return (
    <Badge variant="light" color={colour} leftSection={<Mark size={12} aria-hidden />} tt="none" fw={550} autoContrast>
      {refused > 0 ? t('status.refused', { count: refused }) : t(`status.${process.status}`)}
    </Badge>
  )
}
