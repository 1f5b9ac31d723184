import { Button, Stack, Table, Text } from '@mantine/core'
import { IconAlertTriangle, IconBell, IconPlus } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '@/components/Empty'
import { Failed } from '@/components/Failed'
import { When } from '@/components/When'
import { List, above, row } from '@/flows/List'
import { Pill } from '@/flows/Pill'
import { Page } from '@/layout/Page'
import { useWebhooks, type Webhook } from './webhook'
import { WebhookPanel } from './WebhookPanel'

const route = getRouteApi('/settings/webhooks')

/** Who is told of what happens. */
export function WebhooksPage() {
  const { t } = useTranslation(['settings', 'frame', 'flows'])
  const { open } = route.useSearch()
  const navigate = route.useNavigate()
  const asked = useWebhooks()
  const begin = <Button leftSection={<IconPlus size={16} />} onClick={() => void navigate({ to: '.', search: { open: 'new' } })}>{t('webhook.new')}</Button>
  return (
    <Page title={t('frame:nav.webhooks')} crumbs={[{ label: t('frame:nav.settings'), to: '/settings' }]} actions={begin}>
      <Stack maw={1200}>
        {asked.error && <Failed error={asked.error} onRetry={() => void asked.refetch()} />}
        {asked.data?.length === 0 && <Empty icon={IconBell} title={t('webhook.empty')} actions={begin}>{t('webhook.emptyBody')}</Empty>}
        {(asked.isPending || !!asked.data?.length) && (
          <List label={t('frame:nav.webhooks')} columns={[t('webhook.name'), t('webhook.url'), t('webhook.events'), t('webhook.state'), t('webhook.changed')]} isPending={asked.isPending}>
            {asked.data?.map((webhook) => <Row key={webhook.id} webhook={webhook} />)}
          </List>
        )}
      </Stack>
      {open === 'new' && <WebhookPanel onClose={() => void navigate({ to: '.', search: {} })} />}
    </Page>
  )
}

function Row({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('settings')
  return (
    <Table.Tr data-off={!webhook.active || undefined}>
      <Table.Td><Link to="/settings/webhooks/$id" params={{ id: webhook.id }} className={row}>{webhook.name}</Link></Table.Td>
      <Table.Td><Text size="sm" truncate maw={360} title={webhook.url}>{webhook.url}</Text></Table.Td>
      <Table.Td>{t('webhook.eventCount', { count: webhook.events.length })}</Table.Td>
      <Table.Td><WebhookState webhook={webhook} /></Table.Td>
      <Table.Td><span className={above}><When at={webhook.dateModified} /></span></Table.Td>
    </Table.Tr>
  )
}

/** Whether it is on; if the server switched it off, that. */
export function WebhookState({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('settings')
  if (webhook.active) return <Pill tone="good">{t('on')}</Pill>
  if (!webhook.disabledReason) return <Pill>{t('off')}</Pill>
  return <Pill tone="bad" icon={IconAlertTriangle} title={webhook.disabledReason}>{t('webhook.disabled')}</Pill>
}
