import { Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { all } from '@/api/client'
import type { Workflow } from '@/api/types'
import { Failed } from '@/components/Failed'
import { useLabel } from '@/layout/DataLocale'
import { listPlace } from '@/layout/places'
import { useMe } from '@/session/SessionProvider'
import { Card } from './Card'
import { useTotal } from './Counts'
import styles from './Tasks.module.css'
import { stepsOf, type Step } from './workflow'

/** Where documents wait for a step that whoever looks may take. */
export function Tasks() {
  const { t } = useTranslation('home')
  const me = useMe()
  const workflows = useQuery({ queryKey: ['model', 'workflows'], queryFn: () => all<Workflow>('/api/workflows'), staleTime: 60_000 })
  const steps = workflows.data?.flatMap((workflow) => stepsOf(workflow, me)) ?? []
  return (
    <Card title={t('tasks.title')}>
      {workflows.error ? <Failed error={workflows.error} onRetry={() => void workflows.refetch()} />
        : !workflows.data ? <Skeleton h={80} />
        : steps.length === 0 ? <Text c="var(--soft)" size="sm">{t('tasks.none')}</Text>
        : <Stack gap={4}>{steps.map((step) => <Line key={`${step.workflow.id}/${step.node.id}`} step={step} />)}</Stack>}
    </Card>
  )
}

function Line({ step: { workflow, node, transitions } }: { step: Step }) {
  const { i18n } = useTranslation()
  const label = useLabel()
  const filter = { [`workflows[${workflow.id}].node.id`]: node.id }
  const count = useTotal('/api/documents', { filter: JSON.stringify({ ...filter, 'documentType.id': workflow.documentType.id }) })
  const verbs = transitions.map((transition) => label(transition.name, transition.id)).join(', ')
  return (
    <Link to={listPlace(workflow.documentType.id)} search={{ filter } as never} className={styles.line} data-done={count === 0 || undefined}>
      <i style={{ background: node.color ?? 'var(--soft)' }} />
      <span className={styles.words}>
        <span>{label(node.name, node.id)}</span>
        <Text size="xs" c="var(--soft)" component="span">{label(workflow.name, workflow.id)} · {verbs}</Text>
      </span>
      <span className={styles.count}>{count?.toLocaleString(i18n.language) ?? '–'}</span>
    </Link>
  )
}
