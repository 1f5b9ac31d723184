import { Button, Menu, Stack, Switch, Table, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { IconCalendarClock, IconChevronDown, IconFileExport, IconFileImport } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { patch } from '@/api/client'
import { Empty } from '@/components/Empty'
import { Failed } from '@/components/Failed'
import { failedToast } from '@/components/toast'
import { When } from '@/components/When'
import { Page } from '@/layout/Page'
import { FlowTabs } from '../FlowTabs'
import { List, above, row } from '../List'
import { useProfiles, type Way } from '../profiles/profile'
import { pathOf, usePlannings, type Planning } from './planning'
import { SchedulePanel } from './SchedulePanel'
import { useCronWords } from './useCronWords'

const route = getRouteApi('/flows/schedules')

/** What is imported and exported again and again. */
export function SchedulesPage() {
  const { t } = useTranslation(['flows', 'frame'])
  const { open, profile } = route.useSearch()
  const navigate = route.useNavigate()
  const { plannings, isPending, error, refetch } = usePlannings()
  const [way, id] = (open?.split('/') ?? []) as [Way?, string?]
  const opened = plannings.find(({ planning }) => planning.id === id)?.planning
  const begin = <New onChoose={(chosen) => void navigate({ to: '.', search: { open: `${chosen}/new` } })} />
  return (
    <Page title={t('frame:nav.schedules')} head={<FlowTabs />} actions={begin}>
      <Stack maw={1200}>
        {error && <Failed error={error} onRetry={refetch} />}
        {!isPending && !error && plannings.length === 0 && <Empty icon={IconCalendarClock} title={t('schedule.empty')} actions={begin}>{t('schedule.emptyBody')}</Empty>}
        {(isPending || plannings.length > 0) && (
          <List label={t('frame:nav.schedules')} columns={[t('schedule.name'), t('schedule.way'), t('schedule.profile'), t('schedule.when'), t('schedule.next'), t('schedule.last'), t('schedule.on')]} isPending={isPending}>
            {plannings.map(({ way: own, planning }) => <Row key={planning.id} way={own} planning={planning} />)}
          </List>
        )}
      </Stack>
      {way && id && (id === 'new' || opened) && (
        <SchedulePanel key={open} way={way} planning={opened} profile={profile} onClose={() => void navigate({ to: '.', search: {} })} />
      )}
    </Page>
  )
}

function New({ onChoose }: { onChoose: (way: Way) => void }) {
  const { t } = useTranslation('flows')
  return (
    <Menu position="bottom-end">
      <Menu.Target><Button rightSection={<IconChevronDown size={16} />}>{t('schedule.new')}</Button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFileImport size={16} />} onClick={() => onChoose('imports')}>{t('schedule.newOf.imports')}</Menu.Item>
        <Menu.Item leftSection={<IconFileExport size={16} />} onClick={() => onChoose('exports')}>{t('schedule.newOf.exports')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function Row({ way, planning }: { way: Way; planning: Planning }) {
  const { t } = useTranslation('flows')
  const queries = useQueryClient()
  const words = useCronWords()
  const profileId = planning.import?.importProfileId ?? planning.export?.exportProfileId
  const profile = useProfiles(way).data?.find(({ id }) => id === profileId)
  const switching = useMutation({
    mutationFn: (isActive: boolean) => patch(`${pathOf(way)}/${planning.id}`, { isActive }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['plannings', way] }),
    onError: failedToast,
  })
  return (
    <Table.Tr data-off={!planning.isActive || undefined}>
      <Table.Td><Link to="/flows/schedules" search={{ open: `${way}/${planning.id}` }} className={row}>{planning.name}</Link></Table.Td>
      <Table.Td>{t(`schedule.wayOf.${way}`)}</Table.Td>
      <Table.Td>{profile?.name ?? profileId}</Table.Td>
      <Table.Td>{words(planning.cron)}<Text span size="xs" c="var(--soft)"> {planning.timezone}</Text></Table.Td>
      <Table.Td><span className={above}>{planning.isActive && planning.nextRun ? <When at={planning.nextRun} /> : '–'}</span></Table.Td>
      <Table.Td>
        <span className={above}>
          {planning.lastRun && planning.lastProcess ? <Link to="/flows/activity/$id" params={{ id: planning.lastProcess }}><When at={planning.lastRun} /></Link> : t('schedule.never')}
        </span>
      </Table.Td>
      <Table.Td>
        <Switch className={above} size="sm" aria-label={t('schedule.onOf', { name: planning.name })} checked={switching.isPending ? switching.variables : planning.isActive} onChange={(event) => switching.mutate(event.currentTarget.checked)} />
      </Table.Td>
    </Table.Tr>
  )
}
