import { Button, Table, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { IconAlertTriangle, IconCheck, IconClock, IconRefresh, IconX, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { post } from '@/api/client'
import { failedToast, said } from '@/components/toast'
import { When } from '@/components/When'
import { List } from '@/flows/List'
import { Pill, type Tone } from '@/flows/Pill'
import { pathOf, type Delivery } from './webhook'

type Look = Delivery['state'] | 'retried'
const LOOKS: Record<Look, [Tone, Icon]> = { pending: ['accent', IconClock], retried: ['warn', IconAlertTriangle], delivered: ['good', IconCheck], failed: ['bad', IconX] }

interface Props {
  webhook: string
  deliveries: Delivery[]
  isPending: boolean
}

/** What a receiver was told, and what it answered. */
export function Deliveries({ webhook, deliveries, isPending }: Props) {
  const { t } = useTranslation('settings')
  const columns = [t('delivery.event'), t('delivery.resource'), t('delivery.state'), t('delivery.answer'), t('delivery.tries'), t('delivery.when'), '']
  return (
    <List label={t('delivery.log')} columns={columns} isPending={isPending}>
      {deliveries.map((delivery) => <Row key={delivery.id} webhook={webhook} delivery={delivery} />)}
    </List>
  )
}

function Row({ webhook, delivery }: { webhook: string; delivery: Delivery }) {
  const { t } = useTranslation('settings')
  const queries = useQueryClient()
  const replaying = useMutation({
    mutationFn: () => post(`${pathOf(webhook)}/deliveries/${delivery.id}/replay`),
    onSuccess: () => {
      said(t('delivery.replayed', { event: delivery.event }))
      void queries.invalidateQueries({ queryKey: ['deliveries', webhook] })
    },
    onError: failedToast,
  })
  const look: Look = delivery.state === 'pending' && delivery.tries > 0 ? 'retried' : delivery.state
  const [tone, mark] = LOOKS[look]
  return (
    <Table.Tr>
      <Table.Td><code>{delivery.event}</code></Table.Td>
      <Table.Td><code>{delivery.resource.code}</code></Table.Td>
      <Table.Td><Pill tone={tone} icon={mark}>{t(`delivery.${look}`)}</Pill></Table.Td>
      <Table.Td>
        <Text size="sm" truncate maw={300} title={delivery.trouble ?? undefined}>{[delivery.status, delivery.trouble].filter((one) => one !== null).join(' · ') || '–'}</Text>
      </Table.Td>
      <Table.Td className="tabular">{delivery.tries}</Table.Td>
      <Table.Td>{delivery.nextTry ? <>{t('delivery.next')} <When at={delivery.nextTry} /></> : <When at={delivery.lastTry ?? delivery.dateCreated} />}</Table.Td>
      <Table.Td ta="right">
        {delivery.state !== 'pending' && (
          <Button size="compact-sm" variant="subtle" leftSection={<IconRefresh size={14} />} loading={replaying.isPending} onClick={() => replaying.mutate()}>{t('delivery.replay')}</Button>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
