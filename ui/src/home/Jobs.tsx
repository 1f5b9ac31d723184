import { Anchor, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { get } from '@/api/client'
import type { Process } from '@/api/types'
import { Failed } from '@/components/Failed'
import { JobLine } from '@/layout/jobs/JobLine'
import { useRunningJobs } from '@/layout/jobs/useRunning'
import { places } from '@/layout/places'
import { Card } from './Card'
import styles from './Jobs.module.css'

const MOST = 4

/** What runs, and what failed or ended last. */
export function Jobs() {
  const { t } = useTranslation('home')
  const running = useRunningJobs()
  const over = useQuery({ queryKey: ['jobs', 'over'], queryFn: () => get<Process[]>('/api/processes', { params: { 'status[]': ['failed', 'finished'], limit: 20 } }) })
  // What failed comes first: something may be to do.
  const last = [...(over.data ?? [])].sort((a, b) => Number(b.status === 'failed') - Number(a.status === 'failed'))
  // Asked a moment later, what ran then may be over.
  const jobs = [...running.filter(({ id }) => !last.some((job) => job.id === id)), ...last].slice(0, MOST)
  return (
    <Card title={t('jobs.title')} aside={<Anchor component={Link} to={places.activity} size="sm">{t('jobs.all')}</Anchor>}>
      {over.error ? <Failed error={over.error} onRetry={() => void over.refetch()} />
        : !over.data ? <Skeleton h={80} />
        : jobs.length === 0 ? <Text c="var(--soft)" size="sm">{t('jobs.none')}</Text>
        : <div className={styles.lines}>{jobs.map((job) => <JobLine key={job.id} job={job} />)}</div>}
    </Card>
  )
}
