import { Button, Skeleton } from '@mantine/core'
import { IconPlus, IconSitemap } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useCatalogs, useNodes } from '@/classifications/catalogs'
import { ClassificationTree } from '@/classifications/ClassificationTree'
import { NodePanel } from '@/classifications/NodePanel'
import { Count } from '@/components/Count'
import { Empty } from '@/components/Empty'
import { Failed } from '@/components/Failed'
import type { TreeHandle } from '@/components/Tree'
import { NotFound } from '@/layout/NotFound'
import { Page } from '@/layout/Page'
import { useIsTyped } from '@/values/typed'
import { ChannelOverview } from './ChannelOverview'
import styles from './ChannelPage.module.css'
import { useNodeActions } from './useNodeActions'
import type { Catalog } from '@/classifications/types'

const route = getRouteApi('/channels/$id')

/** A channel: its tree on the left, what is chosen in it on the right. */
export function ChannelPage() {
  const { id } = route.useParams()
  const { t } = useTranslation('trees')
  const { data, error, refetch } = useCatalogs()
  const catalog = data?.find((one) => one.id === id)
  const crumbs = [{ label: t('channels.title'), to: '/channels' }]
  if (error) return <Page title={id} crumbs={crumbs}><Failed error={error} onRetry={() => void refetch()} /></Page>
  if (data && !catalog) return <NotFound />
  if (!catalog) return <Page title={id} crumbs={crumbs}><Skeleton h={300} /></Page>
  return <Channel key={id} catalog={catalog} crumbs={crumbs} />
}

function Channel({ catalog, crumbs }: { catalog: Catalog; crumbs: { label: string; to: string }[] }) {
  const { t } = useTranslation('trees')
  const { node } = route.useSearch()
  const go = useNavigate()
  const { nodes, isWhole } = useNodes(catalog.id)
  const tree = useRef<TreeHandle>(null)
  const isTyped = useIsTyped()
  const choose = (id: string | undefined) => void go({ to: '/channels/$id', params: { id: catalog.id }, search: { node: id }, replace: true })
  const { actions, onMove, onRename, dialogs } = useNodeActions({ catalog, nodes, chosen: node, choose, rename: (id) => tree.current?.rename(id) })
  const add = <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => actions.create(catalog.root.id)}>{t('node.addTop')}</Button>
  return (
    <Page title={catalog.name} crumbs={crumbs} aside={isWhole && <Count value={nodes.length - 1} />} isFull actions={add}>
      <div className={styles.halves}>
        <aside className={styles.tree} aria-label={t('treeOf', { name: catalog.name })}>
          <ClassificationTree
            catalog={catalog}
            chosen={node}
            onChoose={choose}
            onMove={onMove}
            onRename={onRename}
            onDelete={actions.remove}
            handle={tree}
            mark={({ id }) => isTyped(`/api/classifications/${encodeURIComponent(id)}`) && <span className={styles.dot} role="img" aria-label={t('isUnsaved')} title={t('isUnsaved')} />}
            empty={<Empty icon={IconSitemap} title={t('tree.empty')} actions={add}>{t('tree.emptyHelp')}</Empty>}
          />
        </aside>
        <div className={styles.chosen}>
          {node ? <NodePanel key={node} id={node} catalog={catalog} nodes={nodes} actions={actions} /> : <ChannelOverview catalog={catalog} count={isWhole ? nodes.length - 1 : undefined} />}
        </div>
      </div>
      {dialogs}
    </Page>
  )
}
