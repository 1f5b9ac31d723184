import { ActionIcon, Group, Progress, Text, Tooltip } from '@mantine/core'
import { IconAlertCircle, IconAlertTriangle, IconBan, IconCheck, IconClock, IconPlayerPlay, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { remove } from '@/api/client'
import { queries } from '@/api/queries'
import type { Process } from '@/api/types'
import { confirmed } from '@/components/Confirm'
import { failedToast } from '@/components/toast'
import { When } from '@/components/When'
import { places } from '../places'
import { duration, jobName, share, refusedOf } from './job'
import styles from './Jobs.module.css'
import { useAbout } from './useAbout'

const MARKS = { pending: IconClock, running: IconPlayerPlay, finished: IconCheck, failed: IconAlertCircle, cancelled: IconBan }

/** One job: what, how far with numbers and time left, or how it ended. */
export function JobLine({ job, onLeave }: { job: Process; onLeave?: () => void }) {
  const { t, i18n } = useTranslation()
  const isGoing = job.status === 'pending' || job.status === 'running'
  const about = useAbout(job)
  const refused = isGoing ? 0 : refusedOf(job)
  const isMarred = job.status === 'finished' && refused > 0
  const Mark = isMarred ? IconAlertTriangle : MARKS[job.status]
  const number = (value: number) => value.toLocaleString(i18n.language)
  const end = [t(`jobs.status.${job.status}`), t('jobs.lines', { count: job.progress.done, number: number(job.progress.done) }), refused > 0 && t('jobs.refused', { count: refused, number: number(refused) })]
  return (
    <div className={styles.line} data-status={isMarred ? 'marred' : job.status}>
      <Mark size={18} stroke={1.6} aria-hidden />
      <div className={styles.words}>
        <Group gap={8} justify="space-between" wrap="nowrap">
          <Link to={`${places.activity}/${job.id}` as string} onClick={onLeave} className={styles.name}>{jobName(t, job)}</Link>
          <Text size="xs" c="var(--soft)" component="span">{isGoing ? <Left job={job} /> : <When at={job.endDate ?? job.dateCreated} />}</Text>
        </Group>
        {about && <Text size="xs" c="var(--soft)" truncate title={about}>{about}</Text>}
        {isGoing ? <Bar job={job} /> : <Text size="xs" className={styles.end}>{end.filter(Boolean).join(' · ')}</Text>}
        {job.status === 'failed' && job.trouble && <Text size="xs" c="var(--soft)" lineClamp={2}>{job.trouble}</Text>}
      </div>
      {isGoing && (
        <Tooltip label={t('jobs.cancel')}>
          <ActionIcon variant="subtle" color="gray" aria-label={t('jobs.cancel')} onClick={() => void cancel()}><IconX size={16} /></ActionIcon>
        </Tooltip>
      )}
    </div>
  )

  async function cancel() {
    if (!(await confirmed({ title: t('jobs.ask', { job: jobName(t, job) }), body: t('jobs.stays'), confirm: t('jobs.cancel'), isDangerous: true }))) return
    await remove(`/api/processes/${job.id}`).catch(failedToast)
    await queries.invalidateQueries({ queryKey: ['jobs'] })
  }
}

function Left({ job: { progress, status } }: { job: Process }) {
  const { t, i18n } = useTranslation()
  if (status === 'pending') return t('jobs.status.pending')
  return progress.secondsLeft === null ? null : t('jobs.left', { time: duration(progress.secondsLeft, i18n.language) })
}

function Bar({ job }: { job: Process }) {
  const { t, i18n } = useTranslation()
  const { done, total } = job.progress
  const number = (value: number) => value.toLocaleString(i18n.language)
  return (
    <>
      <Progress value={share(job.progress) ?? 100} animated={total === null} size={6} my={5} aria-label={jobName(t, job)} />
      <Text size="xs" className="tabular">{total === null ? number(done) : t('jobs.of', { done: number(done), total: number(total) })}</Text>
    </>
  )
}
