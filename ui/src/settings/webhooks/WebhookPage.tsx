import { Alert, Button, Group, Pagination, Select, Skeleton, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { IconAlertTriangle, IconBell, IconPencil } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { patch } from '@/api/client'
import { Empty } from '@/components/Empty'
import { Failed } from '@/components/Failed'
import { failedToast } from '@/components/toast'
import { Section } from '@/flows/Section'
import { Page } from '@/layout/Page'
import type { WebhookSearch } from '../search'
import { Deliveries } from './Deliveries'
import { SampleButton } from './SampleButton'
import { EVENTS, pathOf, useDeliveries, useWebhooks, type Webhook } from './webhook'
import { WebhookPanel } from './WebhookPanel'
import { WebhookState } from './WebhooksPage'

const route = getRouteApi('/settings/webhooks/$id')
const LIMIT = 30
const STATES = ['pending', 'delivered', 'failed']

/** One receiver, and all that it was told in the last days. */
export function WebhookPage() {
  const { t } = useTranslation(['settings', 'frame', 'flows'])
  const { id } = route.useParams()
  const { edit, ...search } = route.useSearch()
  const navigate = route.useNavigate()
  const asked = useWebhooks()
  const webhook = asked.data?.find((one) => one.id === id)
  const actions = webhook && (
    <>
      <SampleButton webhook={webhook} />
      <Button variant="default" leftSection={<IconPencil size={16} />} onClick={() => void navigate({ to: '.', search: { ...search, edit: true } })}>{t('frame:edit')}</Button>
    </>
  )
  return (
    <Page
      title={webhook?.name ?? t('webhook.webhook')} actions={actions}
      crumbs={[{ label: t('frame:nav.settings'), to: '/settings' }, { label: t('frame:nav.webhooks'), to: '/settings/webhooks' }]}
    >
      {asked.error && <Failed error={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.isPending && <Skeleton height={200} />}
      {asked.data && !webhook && <Text>{t('frame:notFound.what')}</Text>}
      {webhook && (
        <Stack gap="lg" maw={1200}>
          <Head webhook={webhook} />
          <Log id={id} />
        </Stack>
      )}
      {webhook && edit && <WebhookPanel webhook={webhook} onClose={() => void navigate({ to: '.', search })} />}
    </Page>
  )
}

function Head({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('settings')
  const queries = useQueryClient()
  const switching = useMutation({
    mutationFn: () => patch(pathOf(webhook.id), { active: true }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['webhooks'] }),
    onError: failedToast,
  })
  return (
    <>
      <Group gap="sm">
        <WebhookState webhook={webhook} />
        <Text size="sm">{webhook.url}</Text>
        <Text size="sm" c="var(--soft)">{t('webhook.eventCount', { count: webhook.events.length })}</Text>
      </Group>
      {webhook.disabledReason && !webhook.active && (
        <Alert color="red" icon={<IconAlertTriangle size={18} />} title={t('webhook.disabledTitle')}>
          <Stack gap="xs" align="flex-start">
            <Text size="sm">{webhook.disabledReason}</Text>
            <Button size="xs" variant="default" loading={switching.isPending} onClick={() => switching.mutate()}>{t('webhook.enable')}</Button>
          </Stack>
        </Alert>
      )}
    </>
  )
}

function Log({ id }: { id: string }) {
  const { t } = useTranslation('settings')
  const { state, event, page = 1 } = route.useSearch()
  const navigate = route.useNavigate()
  const go = (changed: WebhookSearch) => void navigate({ to: '.', search: { state, event, ...changed } })
  const asked = useDeliveries(id, { 'state[]': state ? [state] : undefined, 'event[]': event ? [event] : undefined, page, limit: LIMIT })
  const { items = [], total = 0 } = asked.data ?? {}
  const filters = (
    <>
      <Select aria-label={t('delivery.state')} placeholder={t('delivery.allStates')} w={170} clearable data={STATES.map((value) => ({ value, label: t(`delivery.${value}`) }))} value={state ?? null} onChange={(chosen) => go({ state: chosen ?? undefined })} />
      <Select aria-label={t('delivery.event')} placeholder={t('delivery.allEvents')} w={200} clearable searchable data={Object.values(EVENTS).flat()} value={event ?? null} onChange={(chosen) => go({ event: chosen ?? undefined })} />
    </>
  )
  return (
    <Section title={t('delivery.log')} about={t('delivery.about')} actions={filters}>
      <Stack gap="sm">
        {asked.error && <Failed error={asked.error} onRetry={() => void asked.refetch()} />}
        {asked.data && total === 0 && <Empty icon={IconBell} title={t('delivery.empty')}>{t(state || event ? 'delivery.noMatch' : 'delivery.emptyBody')}</Empty>}
        {(asked.isPending || total > 0) && <Deliveries webhook={id} deliveries={items} isPending={asked.isPending} />}
        {total > LIMIT && <Pagination size="sm" total={Math.ceil(total / LIMIT)} value={page} onChange={(to) => go({ page: to })} />}
      </Stack>
    </Section>
  )
}
