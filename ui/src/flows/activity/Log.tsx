import { Skeleton, Timeline, Text } from '@mantine/core'
import '@mantine/core/styles/Timeline.css'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { get } from '@/api/client'
import { Failed } from '@/components/Failed'
import { When } from '@/components/When'
import { isOver, pathOf, type Process } from '../process'

interface Note {
  date: string
  message: string
}

/** What happened to a process, the oldest first. */
export function Log({ process }: { process: Process }) {
  const { t } = useTranslation('flows')
  const asked = useQuery({
    queryKey: ['process', process.id, 'log', process.status],
    queryFn: () => get<Note[]>(`${pathOf(process.id)}/log`),
    refetchInterval: isOver(process) ? false : 3_000,
  })
  if (asked.isPending) return <Skeleton height={80} />
  if (asked.error) return <Failed error={asked.error} />
  if (asked.data.length === 0) return <Text size="sm" c="var(--soft)">{t('activity.noLog')}</Text>
  return (
    <Timeline bulletSize={10} lineWidth={1} active={-1}>
      {asked.data.map((note, index) => (
        <Timeline.Item key={index}>
          <Text size="sm">{t(`activity.note.${note.message}`, { defaultValue: note.message, nsSeparator: false, keySeparator: '.' })}</Text>
          <Text size="xs" c="var(--soft)"><When at={note.date} /></Text>
        </Timeline.Item>
      ))}
    </Timeline>
  )
}
