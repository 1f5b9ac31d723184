import { Alert, Button, FileButton, Group, Modal, Skeleton, Stack, Text } from '@mantine/core'
import { IconHistory, IconUpload } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { list, post } from '@/api/client'
import { queries } from '@/api/queries'
import { Failed } from '@/components/Failed'
import { said } from '@/components/toast'
import { When } from '@/components/When'
import styles from './AssetPage.module.css'
import { bytes } from './bytes'
import { StateBadge } from './StateBadge'
import type { Asset } from './types'

interface Change {
  path: string
  before: unknown
  after: unknown
}

interface Entry {
  id: string
  date: string
  by: string
  operation: 'create' | 'update' | 'delete'
  changes: Change[]
}

/** A file that an asset had from a moment on. */
interface Version {
  entry: Entry
  /** The change that replaced it; none: it is the present one. */
  replacedBy: Entry | null
  name?: string
  size?: number
  width?: number
  height?: number
}

/** The files that an asset has had, the newest first. */
export function Versions({ asset, onReplace }: { asset: Asset; onReplace: (file: File | null) => void }) {
  const { t, i18n } = useTranslation('assets')
  const [back, bring] = useState<Version | null>(null)
  const history = useQuery({
    queryKey: ['thing', `/api/assets/${encodeURIComponent(asset.id)}`, 'history'],
    queryFn: () => list<Entry>(`/api/assets/${encodeURIComponent(asset.id)}/history`, { limit: 500 }),
  })
  if (history.error) return <Failed error={history.error} onRetry={() => void history.refetch()} />
  if (history.isPending) return <Stack>{[1, 2].map((row) => <Skeleton key={row} h={52} />)}</Stack>
  const versions = versionsOf(history.data.items)
  return (
    <Stack gap="sm">
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" c="var(--soft)">{t('versions.help')}</Text>
        <FileButton onChange={onReplace}>{(props) => <Button {...props} size="xs" variant="default" leftSection={<IconUpload size={14} />} style={{ flexShrink: 0 }}>{t('replace')}</Button>}</FileButton>
      </Group>
      <ul className={styles.lines}>
        {versions.map((version, index) => (
          <li key={version.entry.id} className={styles.line}>
            <Text span size="sm" fw={600} c="var(--soft)" w={20} ta="right" className="tabular">{versions.length - index}</Text>
            <div className={styles.grow}>
              <div>{version.name ?? '–'} {!version.replacedBy && <StateBadge colour="teal">{t('versions.now')}</StateBadge>}</div>
              <Text size="xs" c="var(--soft)">
                {[version.size && bytes(version.size, i18n.language), version.width && `${version.width} × ${version.height}`, version.entry.by].filter(Boolean).join(' · ')} · <When at={version.entry.date} />
              </Text>
            </div>
            {version.replacedBy && <Button size="compact-sm" variant="default" leftSection={<IconHistory size={14} />} onClick={() => bring(version)}>{t('versions.back')}</Button>}
          </li>
        ))}
      </ul>
      {back && <BringBack asset={asset} version={back} onClose={() => bring(null)} />}
    </Stack>
  )
}

function versionsOf(entries: Entry[]): Version[] {
  const versions: Version[] = []
  let known: Record<string, unknown> = {}
  // Each change tells only what differs: the rest is as it was before.
  for (const entry of [...entries].reverse()) {
    const changes = entry.changes.filter(({ path }) => path.startsWith('file.'))
    known = { ...known, ...Object.fromEntries(changes.map(({ path, after }) => [path.slice('file.'.length), after])) }
    if (!changes.some(({ path }) => path === 'file.hash')) continue
    const last = versions.at(-1)
    if (last) last.replacedBy = entry
    versions.push({ entry, replacedBy: null, name: known.name as string, size: known.size as number, width: known.width as number, height: known.height as number })
  }
  return versions.reverse()
}

/** Asks before an asset goes back: other changes of since then go along, and are told. */
function BringBack({ asset, version, onClose }: { asset: Asset; version: Version; onClose: () => void }) {
  const { t } = useTranslation('assets')
  const path = `/api/assets/${encodeURIComponent(asset.id)}/revert`
  const change = version.replacedBy?.id
  const trial = useQuery({ queryKey: ['assets', 'revert', asset.id, change], gcTime: 0, queryFn: async () => (await post<{ results: { changes?: Change[] }[] }>(path, { change, dryRun: true })).value })
  const run = useMutation({
    mutationFn: () => post(path, { change }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['thing'] })
      void queries.invalidateQueries({ queryKey: ['assets'] })
      said(t('versions.done', { name: version.name }))
      onClose()
    },
  })
  const others = (trial.data?.results[0]?.changes ?? []).filter((one) => !one.path.startsWith('file.'))
  return (
    <Modal opened onClose={onClose} title={t('versions.title', { name: version.name })} closeButtonProps={{ 'aria-label': t('frame:close') }}>
      <Stack gap="sm">
        {trial.isPending && <Skeleton h={40} />}
        {trial.error && <Failed error={trial.error} />}
        {trial.data && others.length === 0 && <Text size="sm">{t('versions.only')}</Text>}
        {others.length > 0 && (
          <Alert color="yellow">
            <Text size="sm">{t('versions.others')}</Text>
            <ul>{others.map(({ path: place, before, after }) => <li key={place}><Text size="sm">{place}: {JSON.stringify(before)} → {JSON.stringify(after)}</Text></li>)}</ul>
          </Alert>
        )}
        {run.error && <Failed error={run.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>{t('frame:cancel')}</Button>
          <Button loading={run.isPending} disabled={!trial.data} onClick={() => run.mutate()}>{t('versions.back')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
