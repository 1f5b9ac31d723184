import { useQuery } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { onWorkBegan } from '@/api/began'
import { get } from '@/api/client'
import { queries } from '@/api/queries'
import type { Process } from '@/api/types'
import { failedToast, said } from '@/components/toast'
import { useMe } from '@/session/SessionProvider'
import { places } from '../places'
import { jobName } from './job'

const OFTEN = 1_500

const running = {
  queryKey: ['jobs', 'running'],
  queryFn: () => get<Process[]>('/api/processes', { params: { 'status[]': ['pending', 'running'], limit: 20 } }),
  staleTime: 5_000,
}

/** The work that goes on, as the bar last heard of it. */
export const useRunningJobs = () => useQuery(running).data ?? []

/** The same, asked for again while there is some, on every page anew (others and schedules begin work too; a clock would keep a session awake), and whenever a write began some. What comes to its end is said; so one place alone uses this. */
export function useRunning(): Process[] {
  const { t, i18n } = useTranslation()
  const navigate = useNavigate()
  const now = useQuery({ ...running, refetchInterval: (query) => (query.state.data?.length ? OFTEN : false) }).data
  const me = useMe()
  const page = useLocation({ select: ({ pathname }) => pathname })
  useEffect(() => void queries.refetchQueries({ queryKey: running.queryKey }, { cancelRefetch: false }), [page])
  const before = useRef<string[]>([])
  useEffect(() => onWorkBegan((id) => {
    if (id) before.current.push(id)
    void queries.invalidateQueries({ queryKey: ['jobs'] })
  }), [])
  useEffect(() => {
    if (!now) return
    const over = before.current.filter((id) => !now.some((job) => job.id === id))
    before.current = now.map((job) => job.id)
    for (const id of over) void end(id)
    // What it made or changed may be on any page.
    if (over.length) void queries.invalidateQueries()
    async function end(id: string) {
      const job = await get<Process>(`/api/processes/${id}`).catch(() => null)
      if (job?.createdBy !== me.username) return
      const then = { label: t('jobs.open'), do: () => navigate({ to: `${places.activity}/${id}` }) }
      const words = { job: jobName(t, job), count: job.progress.done, number: job.progress.done.toLocaleString(i18n.language) }
      if (job.status === 'failed') failedToast(new Error(`${jobName(t, job)}: ${job.trouble ?? t('jobs.status.failed')}`))
      else said(t(job.status === 'cancelled' ? 'jobs.cancelled' : 'jobs.finished', words), { then })
    }
  }, [now, t, i18n.language, navigate, me.username])
  return now ?? []
}
