import { Group, Pagination, Select, Stack } from '@mantine/core'
import { IconActivity } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '@/components/Empty'
import { Failed } from '@/components/Failed'
import { Page } from '@/layout/Page'
import { FlowTabs } from '../FlowTabs'
import { ProcessTable } from '../ProcessTable'
import { STATUSES, useProcesses } from '../process'
import type { ActivitySearch } from '../search'

const route = getRouteApi('/flows/activity')
const TYPES = ['import', 'export', 'bulk_edit', 'undo', 'reshape']
const LIMIT = 30

/** All long work, the newest first. */
export function ActivityPage() {
  const { t, i18n } = useTranslation(['flows', 'frame'])
  const { type, status, page = 1 } = route.useSearch()
  const navigate = route.useNavigate()
  const go = (changed: ActivitySearch) => void navigate({ to: '.', search: { type, status, ...changed } })
  const asked = useProcesses({ 'type[]': type ? [type] : undefined, 'status[]': status ? [status] : undefined, page, limit: LIMIT })
  const { items = [], total = 0 } = asked.data ?? {}
  return (
    <Page title={t('frame:nav.activity')} aside={asked.data && total.toLocaleString(i18n.language)} head={<FlowTabs />}>
      <Stack gap="md" maw={1200}>
        <Group gap="sm">
          <Select aria-label={t('activity.type')} placeholder={t('activity.allTypes')} w={200} clearable data={TYPES.map((value) => ({ value, label: t(`types.${value}`) }))} value={type ?? null} onChange={(chosen) => go({ type: chosen ?? undefined })} />
          <Select aria-label={t('activity.status')} placeholder={t('activity.allStatuses')} w={200} clearable data={STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))} value={status ?? null} onChange={(chosen) => go({ status: chosen ?? undefined })} />
        </Group>
        {asked.error && <Failed error={asked.error} onRetry={() => void asked.refetch()} />}
        {asked.data && total === 0 ? (
          <Empty icon={IconActivity} title={t('activity.empty')}>{t(type || status ? 'activity.noMatch' : 'activity.emptyBody')}</Empty>
        ) : (
          <ProcessTable label={t('frame:nav.activity')} processes={items} isPending={asked.isPending} />
        )}
        {total > LIMIT && <Pagination total={Math.ceil(total / LIMIT)} value={page} onChange={(to) => go({ page: to })} size="sm" getControlProps={(control) => ({ 'aria-label': t(`pages.${control}`) })} />}
      </Stack>
    </Page>
  )
}
