import { Anchor, Badge, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Code } from '@/components/Code'
import { Failed } from '@/components/Failed'
import { When } from '@/components/When'
import { useName } from '@/values/useName'
import { useValues } from '@/values/useValues'
import { ValuesForm } from '@/values/ValuesForm'
import { wayTo } from './branches'
import { refreshNodes } from './catalogs'
import { Contents } from './Contents'
import { NodeMenu, type NodeActions } from './NodeMenu'
import styles from './NodePanel.module.css'
import type { Catalog, Classification, Node } from './types'

interface Props {
  id: string
  catalog: Catalog
  nodes: Node[]
  actions: NodeActions
}

/** What one classification is called, where it stands, and what stands in it. */
export function NodePanel({ id, catalog, nodes, actions }: Props) {
  const { t } = useTranslation('trees')
  const name = useName()
  const values = useValues<Classification>(`/api/classifications/${encodeURIComponent(id)}`, () => void refreshNodes())
  const { thing, query } = values
  if (query.error) return <div className={styles.panel}><Failed error={query.error} onRetry={() => void query.refetch()} /></div>
  if (!thing) return <Stack className={styles.panel}><Skeleton h={28} w={260} /><Skeleton h={120} /><Skeleton h={200} /></Stack>
  const title = name(thing.name, id)
  return (
    <div className={styles.panel} key={id}>
      <Way nodes={nodes} id={id} catalog={catalog} />
      <Group justify="space-between" wrap="nowrap" align="flex-start" mb="lg">
        <div className={styles.titles}>
          <Title order={2} className={styles.title}>{title}</Title>
          <Group gap="xs" mt={2}>
            <Code>{id}</Code>
            {!thing.isActive && <Badge variant="default" tt="none" fw={500}>{t('inactive')}</Badge>}
            <Text size="xs" c="var(--soft)">{t('changedBy', { by: thing.updatedBy })} <When at={thing.dateModified} /></Text>
          </Group>
        </div>
        <Group gap="xs" wrap="nowrap">
          <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} onClick={() => actions.create(id)}>{t('node.add')}</Button>
          <NodeMenu node={thing} name={title} actions={actions} />
        </Group>
      </Group>
      <Stack gap={28}>
        <section>
          <Title order={3} mb="xs">{t('node.values')}</Title>
          <ValuesForm values={values} objectType="classification" />
        </section>
        <Contents node={id} name={title} objectType={catalog.objectType} />
      </Stack>
    </div>
  )
}

function Way({ nodes, id, catalog }: { nodes: Node[]; id: string; catalog: Catalog }) {
  const { t } = useTranslation('trees')
  const name = useName()
  const above = wayTo(nodes, id).slice(0, -1)
  return (
    <Group component="nav" gap={4} mb={6} aria-label={t('node.way')}>
      <Anchor component={Link} to={`/channels/${catalog.id}`} size="xs" c="var(--soft)">{catalog.name}</Anchor>
      {above.map((node) => (
        <Group key={node.id} gap={4}>
          <Text size="xs" c="var(--soft)" aria-hidden>/</Text>
          <Anchor component={Link} to={`/channels/${catalog.id}`} search={{ node: node.id } as never} size="xs" c="var(--soft)">{name(node.name, node.id)}</Anchor>
        </Group>
      ))}
    </Group>
  )
}
