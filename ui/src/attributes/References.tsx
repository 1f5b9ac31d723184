import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core'
import { IconGripVertical, IconPlus, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ref } from '@/api/types'
import { Composite } from './Composite'
import { readable, type InputProps } from './kind'
import { PickDialog } from './PickDialog'
import styles from './References.module.css'
import { useTargets, type Target, type TargetKind } from './targets'
import { Thumb } from './Thumb'
import { moved, useOrder } from './useOrder'

/** Where something has its page. */
export function addressOf(kind: TargetKind, target: Target): string {
  if (kind === 'documents') return `/documents/${target.type}/${encodeURIComponent(target.id)}`
  return kind === 'variants' ? `/variants/${encodeURIComponent(target.id)}` : `/assets/${encodeURIComponent(target.id)}`
}

/** Writes a value that leads to other things, in order. */
export function ReferencesInput({ kind, value, onChange, isReadOnly, name, placeholder: _, ...frame }: InputProps<Ref[]> & { kind: TargetKind }) {
  const { t } = useTranslation('product')
  const [isPicking, setPicking] = useState(false)
  const held = readable(value) ?? []
  const { targets } = useTargets(kind, held.map((one) => one.id))
  const set = (next: Ref[]) => onChange(next.length ? next : null)
  const order = useOrder(held.length, (from, to) => set(moved(held, from, to)))
  return (
    <Composite name={name} {...frame}>
      <ul className={kind === 'assets' ? styles.tiles : styles.lines}>
        {held.map(({ id }, at) => (
          <li key={id} className={styles.one} {...(isReadOnly ? {} : order(at))} tabIndex={isReadOnly ? undefined : 0} aria-label={targets.get(id)?.title ?? id} aria-description={t('order.hint')}>
            {!isReadOnly && kind !== 'assets' && <IconGripVertical size={14} aria-hidden className={styles.grip} />}
            <Named kind={kind} id={id} target={targets.get(id)} />
            {!isReadOnly && (
              <Tooltip label={t('value.remove', { name: targets.get(id)?.title ?? id })}>
                <ActionIcon size="sm" variant="subtle" color="gray" className={styles.remove} aria-label={t('value.remove', { name: targets.get(id)?.title ?? id })} onClick={() => set(held.filter((one) => one.id !== id))}>
                  <IconX size={14} />
                </ActionIcon>
              </Tooltip>
            )}
          </li>
        ))}
      </ul>
      {!isReadOnly && (
        <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} />} onClick={() => setPicking(true)} aria-label={t(kind === 'assets' ? 'pick.assetsTo' : 'pick.documentsTo', { name })}>
          {t(kind === 'assets' ? 'pick.assets' : 'pick.documents')}
        </Button>
      )}
      {isPicking && <PickDialog title={name} kind={kind} taken={held.map((one) => one.id)} onPick={(ids) => set([...held, ...ids.map((id) => ({ id }))])} onClose={() => setPicking(false)} />}
    </Composite>
  )
}

/** Something that is led to, with its picture and the way to its page. */
export function Named({ kind, id, target }: { kind: TargetKind; id: string; target: Target | undefined }) {
  return (
    <Group gap={8} wrap="nowrap" miw={0} flex={1}>
      <Thumb src={target?.picture ?? null} size={kind === 'assets' ? 56 : 28} isAsset={kind === 'assets'} />
      <div className={styles.names}>
        {target ? <Text component={Link} to={addressOf(kind, target)} size="sm" className={styles.title}>{target.title}</Text> : <Text size="sm">{id}</Text>}
        {target?.title !== id && <Text size="xs" c="var(--soft)" ff="monospace" truncate>{id}</Text>}
      </div>
    </Group>
  )
}

/** Reads a value that leads to other things. */
export function ReferencesField({ kind, value }: { kind: TargetKind; value: Ref[] }) {
  const { targets } = useTargets(kind, value.map((one) => one.id))
  return <Group gap="sm">{value.map(({ id }) => <Named key={id} kind={kind} id={id} target={targets.get(id)} />)}</Group>
}
