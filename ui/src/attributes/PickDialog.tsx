import { Button, Checkbox, Group, Modal, ScrollArea, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFound, type Target, type TargetKind } from './targets'
import styles from './PickDialog.module.css'
import { Thumb } from './Thumb'

interface Props {
  title: string
  kind: TargetKind
  /** The document types that may be linked to; none: all. */
  types?: string[]
  /** What is there already. */
  taken: readonly string[]
  onPick: (ids: string[]) => void
  onClose: () => void
}

/** Finds things to link to, and takes several at once. */
export function PickDialog({ title, kind, types = [], taken, onPick, onClose }: Props) {
  const { t, i18n } = useTranslation('product')
  const [search, setSearch] = useState('')
  const [asked] = useDebouncedValue(search, 200)
  const [picked, setPicked] = useState<string[]>([])
  const { found, total, isPending } = useFound(kind, asked.trim(), types)
  const toggle = (id: string) => setPicked(picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id])
  const add = () => {
    onPick(picked)
    onClose()
  }
  const Shown = kind === 'assets' ? Tile : Line
  return (
    <Modal opened onClose={onClose} title={title} size={kind === 'assets' ? 'xl' : 'lg'} closeButtonProps={{ 'aria-label': t('frame:close') }}>
      <Stack gap="sm">
        <TextInput data-autofocus leftSection={<IconSearch size={16} />} aria-label={t('pick.search')} placeholder={t('pick.search')} value={search} onChange={(event) => setSearch(event.currentTarget.value)} />
        <ScrollArea.Autosize mah="50vh" viewportProps={{ tabIndex: 0, 'aria-label': title }}>
          <SimpleGrid cols={kind === 'assets' ? { base: 2, sm: 4 } : 1} spacing={kind === 'assets' ? 'xs' : 0}>
            {found.map((target) => (
              <Shown key={target.id} target={target} isTaken={taken.includes(target.id)} isPicked={picked.includes(target.id)} onToggle={() => toggle(target.id)} />
            ))}
          </SimpleGrid>
          {!isPending && found.length === 0 && <Text c="var(--soft)" p="md">{t('pick.nothing')}</Text>}
        </ScrollArea.Autosize>
        <Group justify="space-between">
          <Text size="sm" c="var(--soft)" aria-live="polite">
            {total > found.length ? t('pick.first', { shown: found.length, total: total.toLocaleString(i18n.language) }) : t('pick.found', { count: total })}
          </Text>
          <Button disabled={picked.length === 0} onClick={add}>{t('pick.add', { count: picked.length })}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}

interface ShownProps {
  target: Target
  isTaken: boolean
  isPicked: boolean
  onToggle: () => void
}

function Tile({ target, isTaken, isPicked, onToggle }: ShownProps) {
  return (
    <label className={styles.tile} data-picked={isPicked || undefined} data-taken={isTaken || undefined}>
      <Thumb src={target.picture} size={120} isAsset />
      <Checkbox size="xs" checked={isPicked || isTaken} disabled={isTaken} onChange={onToggle} label={<span className={styles.title}>{target.title}</span>} />
    </label>
  )
}

function Line({ target, isTaken, isPicked, onToggle }: ShownProps) {
  return (
    <label className={styles.line} data-picked={isPicked || undefined} data-taken={isTaken || undefined}>
      <Checkbox size="xs" checked={isPicked || isTaken} disabled={isTaken} onChange={onToggle} aria-label={target.title} />
      <Thumb src={target.picture} />
      <span className={styles.title}>{target.title}</span>
      <code>{target.id}</code>
    </label>
  )
}
