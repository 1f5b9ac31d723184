import { Button, Checkbox, Group, Input, PasswordInput, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { SidePanel } from '@/components/SidePanel'
import { EditForm } from '@/flows/EditForm'
import { useEditing } from '@/flows/useEditing'
import { EVENTS, WEBHOOKS, type Webhook, type WebhookFields } from './webhook'

interface Props {
  /** Nothing: a new one. */
  webhook?: Webhook
  onClose: () => void
}

const BEGUN: WebhookFields = { name: '', url: '', active: true, events: [], authorization: null, secret: null }
const SECRET_BYTES = 32

/** Who is told, of what, and how they know that it is us. */
export function WebhookPanel({ webhook, onClose }: Props) {
  const { t } = useTranslation('settings')
  const navigate = useNavigate()
  const editing = useEditing<WebhookFields, Webhook>({
    list: WEBHOOKS, id: webhook?.id, begun: webhook ?? BEGUN, queryKey: ['webhooks'], nameOf: ({ name }) => name,
    onClose, onSaved: ({ id }) => (webhook ? onClose() : void navigate({ to: '/settings/webhooks/$id', params: { id } })),
    onRemoved: () => void navigate({ to: '/settings/webhooks' }),
  })
  const { value, change, errors } = editing
  return (
    <SidePanel title={webhook ? webhook.name : t('webhook.new')} onClose={editing.close} width={560}>
      <EditForm error={editing.error} isSaving={editing.isSaving} onSave={editing.save} onDelete={webhook && (() => void editing.drop(t('webhook.deleteBody')))}>
        <TextInput label={t('webhook.name')} required value={value.name} onChange={(event) => change({ name: event.currentTarget.value })} error={errors('name')} />
        <TextInput label={t('webhook.url')} description={t('webhook.urlHelp')} type="url" required placeholder="https://" value={value.url} onChange={(event) => change({ url: event.currentTarget.value })} error={errors('url')} />
        <Switch label={t('on')} description={t('webhook.onHelp')} checked={value.active} onChange={(event) => change({ active: event.currentTarget.checked })} />
        <EventsInput value={value.events} onChange={(events) => change({ events })} error={errors('events')} />
        <PasswordInput label={t('webhook.authorization')} description={t('webhook.authorizationHelp')} autoComplete="new-password" value={value.authorization ?? ''} onChange={(event) => change({ authorization: event.currentTarget.value || null })} error={errors('authorization')} />
        <Group align="flex-end" gap="xs" wrap="nowrap">
          <PasswordInput flex={1} label={t('webhook.secret')} description={t('webhook.secretHelp')} autoComplete="new-password" value={value.secret ?? ''} onChange={(event) => change({ secret: event.currentTarget.value || null })} error={errors('secret')} />
          <Button variant="default" onClick={() => change({ secret: drawn() })}>{t('webhook.draw')}</Button>
        </Group>
      </EditForm>
    </SidePanel>
  )
}

/** A secret as the standard for webhooks has them. */
const drawn = () => `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(SECRET_BYTES))))}`

interface EventsProps {
  value: string[]
  onChange: (events: string[]) => void
  error?: string
}

function EventsInput({ value, onChange, error }: EventsProps) {
  const { t } = useTranslation('settings')
  const toggle = (events: string[], isOn: boolean) => onChange(isOn ? [...new Set([...value, ...events])] : value.filter((one) => !events.includes(one)))
  const all = Object.values(EVENTS).flat()
  return (
    <Input.Wrapper label={t('webhook.events')} labelElement="div" required error={error}>
      <Stack gap="xs" mt={8}>
        <Checkbox size="xs" label={t('webhook.allEvents')} checked={value.length === all.length} indeterminate={value.length > 0 && value.length < all.length} onChange={(event) => toggle(all, event.currentTarget.checked)} />
        <SimpleGrid cols={2} spacing="sm" verticalSpacing="sm">
          {Object.entries(EVENTS).map(([thing, events]) => (
            <Stack key={thing} gap={10} role="group" aria-label={t(`webhook.thing.${thing}`)}>
              <Text size="sm" fw={550}>{t(`webhook.thing.${thing}`)}</Text>
              {events.map((name) => <Checkbox key={name} size="xs" checked={value.includes(name)} label={t(`webhook.event.${name.replace('.', '-')}`)} onChange={(event) => toggle([name], event.currentTarget.checked)} />)}
            </Stack>
          ))}
        </SimpleGrid>
      </Stack>
    </Input.Wrapper>
  )
}
