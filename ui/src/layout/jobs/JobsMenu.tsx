import { Anchor, Popover, Stack, Text, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconProgressBolt } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '@/api/client'
import type { Process } from '@/api/types'
import { places } from '../places'
import { share } from './job'
import { JobLine } from './JobLine'
import styles from './Jobs.module.css'
import { useRunning } from './useRunning'

/** What runs now, in the bar; opens to progress, and to what ended last. */
export function JobsMenu() {
  const { t, i18n } = useTranslation()
  const target = useRef<HTMLButtonElement>(null)
  const [isOpen, { toggle, close }] = useDisclosure(false)
  const running = useRunning()
  const name = running.length ? t('jobs.running', { count: running.length }) : t('jobs.none')
  const percent = running[0] ? share(running[0].progress) : null
  return (
    <>
      <Popover opened={isOpen} onChange={(now) => !now && close()} position="bottom-end" width={380} shadow="md" trapFocus returnFocus transitionProps={{ duration: 80 }}>
        <Popover.Target>
          <UnstyledButton ref={target} className={styles.button} data-running={running.length > 0 || undefined} onClick={toggle}>
            <VisuallyHidden>{name}</VisuallyHidden>
            <IconProgressBolt size={18} stroke={1.6} aria-hidden />
            {running.length > 0 && <span className="tabular">{percent === null ? running.length : (percent / 100).toLocaleString(i18n.language, { style: 'percent' })}</span>}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown p={0}>
          {isOpen && <Jobs running={running} onLeave={close} />}
        </Popover.Dropdown>
      </Popover>
      <Tooltip target={target} label={name} disabled={isOpen} />
    </>
  )
}

function Jobs({ running, onLeave }: { running: Process[]; onLeave: () => void }) {
  const { t } = useTranslation()
  const last = useQuery({ queryKey: ['jobs', 'last'], queryFn: () => get<Process[]>('/api/processes', { params: { 'status[]': ['finished', 'failed', 'cancelled'], limit: 5 } }) })
  const jobs = [...running, ...(last.data ?? [])]
  return (
    <>
      <div className={styles.lines}>
        {jobs.map((job) => <JobLine key={job.id} job={job} onLeave={onLeave} />)}
        {jobs.length === 0 && !last.isPending && (
          <Stack gap={2} p="md"><Text fw={600} size="sm">{t('jobs.none')}</Text><Text size="sm" c="var(--soft)">{t('jobs.what')}</Text></Stack>
        )}
      </div>
      <div className={styles.foot}>
        <Anchor component={Link} to={places.activity} size="sm" onClick={onLeave}>{t('jobs.all')}</Anchor>
      </div>
    </>
  )
}
