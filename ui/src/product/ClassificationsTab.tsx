import { ActionIcon, Badge, Button, Group, Text, Title, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconGripVertical, IconPlus, IconSitemap, IconStar, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { all } from '@/api/client'
import type { Labels, Ref } from '@/api/types'
import { moved, useOrder } from '@/attributes/useOrder'
import { Empty } from '@/components/Empty'
import { said } from '@/components/toast'
import { useLabel } from '@/layout/DataLocale'
import { ClassificationPicker } from './ClassificationPicker'
import styles from './LinksTab.module.css'
import { useOfProduct } from './ProductContext'
import { useChange } from './useProduct'

/** A node of a channel's tree. */
export interface Classification {
  id: string
  name: Labels
  parent: Ref | null
  catalogs: Ref[]
  objectType: string
  isActive: boolean
  sequence: number
  level: number
}

/** Channels have one name in all languages. */
interface Channel {
  id: string
  name: string
}

/** All classifications of documents: the tree is asked for whole, once. */
export function useClassifications() {
  const nodes = useQuery({
    queryKey: ['classifications', 'all', 'document'],
    queryFn: ({ signal }) => all<Classification>('/api/classifications', { objectType: 'document', 'order[sequence]': 'asc' }, signal),
    staleTime: 60_000,
  }).data
  const channels = useQuery({ queryKey: ['model', 'catalogs'], queryFn: () => all<Channel>('/api/catalogs'), staleTime: 60_000 }).data
  return useMemo(() => new Map((nodes ?? []).map((node) => [node.id, named(node, channels)])), [nodes, channels])
}

/** A root has no name of its own: it is called as its channel. */
function named(node: Classification, channels: Channel[] = []): Classification {
  if (node.parent || Object.keys(node.name ?? {}).length > 0) return node
  const channel = channels.find(({ id }) => id === node.catalogs[0]?.id)
  return channel ? { ...node, name: { [channel.id]: channel.name } } : node
}

/** From the root to a node. */
export function wayTo(nodes: Map<string, Classification>, id: string): Classification[] {
  const node = nodes.get(id)
  return node ? [...(node.parent ? wayTo(nodes, node.parent.id) : []), node] : []
}

/** Where a document stands in the channels; the first place is its main one. */
export default function ClassificationsTab() {
  const { t } = useTranslation('product')
  const label = useLabel()
  const { product, resource, id } = useOfProduct()
  const nodes = useClassifications()
  const change = useChange(resource, id)
  const [isPicking, picking] = useDisclosure(false)
  const held = (product.classifications ?? []).map((one) => one.id)
  const put = (next: string[]) => change(() => ({ classifications: next.map((one) => ({ id: one })) }))
  const order = useOrder(held.length, (from, to) => void put(moved(held, from, to)))
  const take = async (gone: string) => {
    if (await put(held.filter((one) => one !== gone))) said(t('classify.removed', { name: label(nodes.get(gone)?.name, gone) }), { undo: () => put(held) })
  }
  const addButton = <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} />} onClick={picking.open}>{t('classify.add')}</Button>
  return (
    <div className={styles.tab}>
      <Group justify="space-between" className={styles.head}>
        <Title order={2}>{t('tab.classifications')} <Text component="span" c="var(--soft)" inherit fw={400}>{held.length || ''}</Text></Title>
        {addButton}
      </Group>
      <ul className={styles.links}>
        {held.map((one, at) => {
          const way = wayTo(nodes, one)
          const name = label(nodes.get(one)?.name, one)
          return (
            <li key={one} className={styles.link} {...order(at)} tabIndex={0} aria-label={name} aria-description={t('order.hint')}>
              <IconGripVertical size={15} aria-hidden className={styles.grip} />
              <Text size="sm" flex={1} miw={0}>
                {way.slice(0, -1).map((node) => <Text key={node.id} component="span" inherit c="var(--soft)">{label(node.name, node.id)} / </Text>)}
                <Text component="span" inherit fw={500}>{name}</Text>
              </Text>
              {at === 0 ? <Badge variant="light" size="sm" tt="none">{t('classify.main')}</Badge> : (
                <Tooltip label={t('classify.makeMain')}>
                  <ActionIcon variant="subtle" color="gray" aria-label={t('classify.makeMainOf', { name })} onClick={() => void put(moved(held, at, 0))}><IconStar size={16} stroke={1.6} /></ActionIcon>
                </Tooltip>
              )}
              <Tooltip label={t('links.remove')}>
                <ActionIcon variant="subtle" color="gray" aria-label={t('value.remove', { name })} onClick={() => void take(one)}><IconX size={16} /></ActionIcon>
              </Tooltip>
            </li>
          )
        })}
      </ul>
      {held.length === 0 && <Empty icon={IconSitemap} title={t('classify.none')} actions={addButton}>{t('classify.noneHelp')}</Empty>}
      {isPicking && <ClassificationPicker nodes={nodes} taken={held} onPick={(picked) => void put([...held, ...picked])} onClose={picking.close} />}
    </div>
  )
}
