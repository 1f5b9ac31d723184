import { Alert, Button, Code, Group, Select, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import { IconCheck, IconSend, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '@/api/client'
import { Failed } from '@/components/Failed'
import { Dialog } from '@/flows/Dialog'
import { EVENTS, pathOf, type Webhook } from './webhook'

interface Sample {
  payload: unknown
  status: number | null
  milliseconds: number
  trouble: string | null
}

/** Calls the receiver at once with a made-up event, and shows what it answers. */
export function SampleButton({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('settings')
  const [isOpen, { open, close }] = useDisclosure(false)
  return (
    <>
      <Button variant="default" leftSection={<IconSend size={16} />} onClick={open}>{t('sample.open')}</Button>
      <Dialog isOpen={isOpen} onClose={close} title={t('sample.title')} size="lg"><Sending webhook={webhook} /></Dialog>
    </>
  )
}

function Sending({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('settings')
  const [event, setEvent] = useState(webhook.events[0] ?? 'document.update')
  const sending = useMutation({ mutationFn: async () => (await post<Sample>(`${pathOf(webhook.id)}/sample`, { event })).value })
  return (
    <Stack gap="md">
      <Group align="flex-end" gap="sm">
        <Select label={t('delivery.event')} flex={1} allowDeselect={false} data={Object.values(EVENTS).flat()} value={event} onChange={(chosen) => chosen && setEvent(chosen)} data-autofocus />
        <Button leftSection={<IconSend size={16} />} loading={sending.isPending} onClick={() => sending.mutate()}>{t('sample.send')}</Button>
      </Group>
      {sending.error && <Failed error={sending.error} />}
      {sending.data && <Answer sample={sending.data} />}
    </Stack>
  )
}

function Answer({ sample }: { sample: Sample }) {
  const { t } = useTranslation('settings')
  const isGood = sample.trouble === null
  return (
    <Stack gap="xs">
      <Alert color={isGood ? 'teal' : 'red'} icon={isGood ? <IconCheck size={18} /> : <IconX size={18} />}>
        {isGood ? t('sample.taken', { status: sample.status, count: sample.milliseconds }) : sample.trouble}
      </Alert>
      <Text size="sm" fw={550}>{t('sample.sent')}</Text>
      <Code block tabIndex={0} mah={320}>{JSON.stringify(sample.payload, null, 2)}</Code>
    </Stack>
  )
}
