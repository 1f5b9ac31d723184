import { ActionIcon, Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconSearch } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLabel } from '@/layout/DataLocale'
import styles from './ClassificationPicker.module.css'
import { wayTo, type Classification } from './ClassificationsTab'

interface Props {
  nodes: Map<string, Classification>
  taken: string[]
  onPick: (ids: string[]) => void
  onClose: () => void
}

const ROW = 34

/** The trees of all channels to choose places in, drawn as far as they are seen. */
export function ClassificationPicker({ nodes, taken, onPick, onClose }: Props) {
  const { t } = useTranslation('product')
  const label = useLabel()
  const [search, setSearch] = useState('')
  const [picked, setPicked] = useState<string[]>([])
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(taken.flatMap((id) => wayTo(nodes, id).slice(0, -1).map((node) => node.id))))
  const children = useMemo(() => {
    const byParent = new Map<string, Classification[]>()
    for (const node of nodes.values()) byParent.set(node.parent?.id ?? '', [...(byParent.get(node.parent?.id ?? '') ?? []), node])
    return byParent
  }, [nodes])
  const asked = search.trim().toLowerCase()
  const rows = useMemo(() => {
    if (asked) return [...nodes.values()].filter((node) => `${label(node.name)} ${node.id}`.toLowerCase().includes(asked)).map((node) => ({ node, depth: 0 }))
    const below = (parent: string, depth: number): { node: Classification; depth: number }[] =>
      (children.get(parent) ?? []).flatMap((node) => [{ node, depth }, ...(open.has(node.id) ? below(node.id, depth + 1) : [])])
    return below('', 0)
  }, [nodes, children, open, asked, label])
  const box = useRef<HTMLDivElement>(null)
  const shown = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => ROW, overscan: 8 })
  const turn = (id: string) => {
    const next = new Set(open)
    if (!next.delete(id)) next.add(id)
    setOpen(next)
  }
  const toggle = (id: string) => setPicked(picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id])
  return (
    <Modal opened onClose={onClose} title={t('classify.pick')} size="lg" closeButtonProps={{ 'aria-label': t('frame:close') }}>
      <Stack gap="sm">
        <TextInput data-autofocus leftSection={<IconSearch size={16} />} aria-label={t('classify.find')} placeholder={t('classify.find')} value={search} onChange={(event) => setSearch(event.currentTarget.value)} />
        <div ref={box} className={styles.box} tabIndex={0} role="group" aria-label={t('classify.pick')}>
          <div style={{ height: shown.getTotalSize(), position: 'relative' }}>
            {shown.getVirtualItems().map(({ index, start }) => {
              const { node, depth } = rows[index]!
              const name = label(node.name, node.id)
              const isTaken = taken.includes(node.id)
              const Chevron = open.has(node.id) ? IconChevronDown : IconChevronRight
              return (
                <div key={node.id} className={styles.row} style={{ height: ROW, transform: `translateY(${start}px)`, paddingLeft: 4 + depth * 20 }}>
                  {!asked && (children.has(node.id) ? (
                    <ActionIcon size="sm" variant="subtle" color="gray" aria-label={t(open.has(node.id) ? 'classify.fold' : 'classify.unfold', { name })} aria-expanded={open.has(node.id)} onClick={() => turn(node.id)}><Chevron size={15} /></ActionIcon>
                  ) : <span className={styles.leaf} />)}
                  <Checkbox size="xs" checked={isTaken || picked.includes(node.id)} disabled={isTaken} onChange={() => toggle(node.id)} label={name} />
                  {asked && <Text size="xs" c="var(--soft)" truncate>{wayTo(nodes, node.id).slice(0, -1).map((one) => label(one.name, one.id)).join(' / ')}</Text>}
                </div>
              )
            })}
          </div>
          {rows.length === 0 && <Text size="sm" c="var(--soft)" p="sm">{t('pick.nothing')}</Text>}
        </div>
        <Group justify="flex-end">
          <Button disabled={picked.length === 0} onClick={() => { onPick(picked); onClose() }}>{t('classify.addCount', { count: picked.length })}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
