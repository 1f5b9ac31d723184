import { Alert, Anchor, Group, Skeleton, Stack, Tabs, Text } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Failed } from '@/components/Failed'
import { When } from '@/components/When'
import { Page } from '@/layout/Page'
import { useKindLabel } from '../lineKinds'
import { isOver, isUndoable, pathOf, useProcess, type Process } from '../process'
import { ProcessStatus } from '../ProcessStatus'
import { useProfiles } from '../profiles/profile'
import { Progress } from '../Progress'
import { useLength } from '../useLength'
import { useProcessName } from '../useProcessName'
import { Changed } from './Changed'
import { Changes } from './Changes'
import { Counts } from './Counts'
import { Log } from './Log'
import { Download, Troubles } from './Troubles'
import { UndoButton } from './UndoButton'

const route = getRouteApi('/flows/activity/$id')

/** One process: how far it is, what it did, what was wrong, and the way back. */
export function ProcessPage() {
  const { t } = useTranslation(['flows', 'frame'])
  const { id } = route.useParams()
  const asked = useProcess(id)
  const process = asked.data
  const name = useProcessName(process)
  const actions = process && (
    <>
      {process.metadata.file && <Download href={`${pathOf(id)}/file`} isMain>{t('export.download')}</Download>}
      {isUndoable(process) && <UndoButton process={process} />}
    </>
  )
  return (
    <Page title={name} crumbs={[{ label: t('frame:nav.activity'), to: '/flows/activity' }]} actions={actions}>
      {asked.error && <Failed error={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.isPending && <Skeleton height={160} />}
      {process && <Shown process={process} />}
    </Page>
  )
}

function Shown({ process }: { process: Process }) {
  const { t } = useTranslation('flows')
  const { metadata, trouble } = process
  const tabs = [
    metadata.changes && process.isDryRun && 'changes',
    metadata.count && metadata.count.errors + (metadata.warnings ?? 0) > 0 && 'troubles',
    metadata.count && process.type !== 'export' && !process.isDryRun && 'changed',
    'log',
  ].filter((tab) => typeof tab === 'string')
  return (
    <Stack gap="lg" maw={1120}>
      <Facts process={process} />
      {!isOver(process) && <Progress process={process} />}
      {trouble && <Alert color={process.status === 'running' ? 'yellow' : 'red'} title={t('activity.trouble')}>{trouble}</Alert>}
      <Counts process={process} />
      <Tabs key={tabs[0]} defaultValue={tabs[0]} keepMounted={false}>
        <Tabs.List mb="md">{tabs.map((tab) => <Tabs.Tab key={tab} value={tab}>{t(`activity.${tab}`)}</Tabs.Tab>)}</Tabs.List>
        <Tabs.Panel value="changes"><Changes process={process.id} isOfFile={process.type === 'import'} /></Tabs.Panel>
        <Tabs.Panel value="troubles"><Troubles process={process} /></Tabs.Panel>
        <Tabs.Panel value="changed"><Changed process={process} /></Tabs.Panel>
        <Tabs.Panel value="log"><Log process={process} /></Tabs.Panel>
      </Tabs>
    </Stack>
  )
}

/** Who wanted it, when, by which profile, and how long it took. */
function Facts({ process }: { process: Process }) {
  const { t } = useTranslation('flows')
  const kind = useKindLabel()
  const length = useLength()
  const { startDate, endDate, documentType } = process
  const way = process.type === 'export' ? 'exports' : 'imports'
  const profileId = process.importProfileId ?? process.exportProfileId
  const profile = useProfiles(way).data?.find(({ id }) => id === profileId)
  const took = startDate && endDate ? (Date.parse(endDate) - Date.parse(startDate)) / 1000 : null
  return (
    <Group gap="md">
      <ProcessStatus process={process} />
      <Text size="sm" c="var(--soft)">{t('activity.by', { name: process.createdBy })} <When at={process.dateCreated} /></Text>
      {took !== null && <Text size="sm" c="var(--soft)">{t('activity.took', { time: length(Math.max(took, 1)) })}</Text>}
      {documentType && <Text size="sm" c="var(--soft)">{process.type === 'export' ? t('progress.done', { count: process.progress.done }) : kind(documentType)}</Text>}
      {profile && <Anchor component={Link} to={`/flows/profiles/${way}/${profile.id}`} size="sm">{t('activity.profile', { name: profile.name })}</Anchor>}
      {process.cancelledBy && <Text size="sm" c="var(--soft)">{t('activity.cancelledBy', { name: process.cancelledBy })}</Text>}
    </Group>
  )
}
