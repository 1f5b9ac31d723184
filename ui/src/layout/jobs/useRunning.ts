import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { onWorkBegan } from '@/api/began'
import { get } from '@/api/client'
import { queries } from '@/api/queries'
import { failedToast, said } from '@/components/toast'
import { places } from '../places'
import { jobName, type Job } from './job'

const OFTEN = 1_500
const RUNNING = ['jobs', 'running']

/** The work that goes on; asked for again only while there is some, and whenever a write began some. What comes to its end is said. */
export function useRunning(): Job[] {
  const { t, i18n } = useTranslation()
  const navigate = useNavigate()
  const running = useQuery({
    queryKey: RUNNING,
    queryFn: () => get<Job[]>('/api/processes', { params: { 'status[]': ['pending', 'running'], limit: 20 } }),
    refetchInterval: (query) => (query.state.data?.length ? OFTEN : false),
    staleTime: 5_000,
  })
  useEffect(() => onWorkBegan(() => void queries.invalidateQueries({ queryKey: ['jobs'] })), [])
  const before = useRef<Job[]>([])
  const now = running.data
  useEffect(() => {
    if (!now) return
    const over = before.current.filter((job) => !now.some((one) => one.id === job.id))
    before.current = now
    for (const job of over) void end(job.id)
    if (over.length) void queries.invalidateQueries({ queryKey: ['jobs'] })
    async function end(id: string) {
      const job = await get<Job>(`/api/processes/${id}`).catch(() => null)
      if (!job) return
      const then = { label: t('jobs.open'), do: () => navigate({ to: `${places.activity}/${id}` }) }
      const words = { job: jobName(t, job), count: job.progress.done, number: job.progress.done.toLocaleString(i18n.language) }
      if (job.status === 'failed') failedToast(new Error(`${jobName(t, job)}: ${job.trouble ?? t('jobs.status.failed')}`))
      else said(t(job.status === 'cancelled' ? 'jobs.cancelled' : 'jobs.finished', words), { then })
    }
  }, [now, t, i18n.language, navigate])
  return now ?? []
}
