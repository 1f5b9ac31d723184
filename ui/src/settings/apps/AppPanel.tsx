import { Checkbox, Select, SimpleGrid, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useDocumentTypes } from '@/api/model'
import { SidePanel } from '@/components/SidePanel'
import { EditForm } from '@/flows/EditForm'
import { useEditing } from '@/flows/useEditing'
import { useLabel } from '@/layout/DataLocale'
import { APPS, SLOTS, type AppFields, type Installable } from './app'

interface Props {
  /** Nothing: a new one. */
  app: Installable | undefined
  onClose: () => void
  onSecret: (secret: string) => void
}

const BEGUN: AppFields = { id: '', name: '', description: null, url: '', icon: null, documentType: null, slots: [], type: 'custom', configurationMethod: 'get', isActive: true }

/** What an app is, where it is, and where it is shown. */
export function AppPanel({ app, onClose, onSecret }: Props) {
  const { t } = useTranslation('settings')
  const label = useLabel()
  const types = useDocumentTypes().map(({ id, name }) => ({ value: id, label: label(name, id) }))
  const saved = ({ secret }: Installable) => {
    onClose()
    if (secret) onSecret(secret)
  }
  const editing = useEditing<AppFields, Installable>({ list: APPS, id: app?.id, begun: app ?? BEGUN, queryKey: ['apps'], nameOf: ({ name, id }) => name || id, onClose, onSaved: saved })
  const { value, change, errors } = editing
  const choices = (names: string[], of: string) => names.map((name) => ({ value: name, label: t(`app.${of}.${name}`) }))
  return (
    <SidePanel title={app ? app.name || app.id : t('app.new')} onClose={editing.close} width={560}>
      <EditForm error={editing.error} isSaving={editing.isSaving} onSave={editing.save} onDelete={app && (() => void editing.drop(t('app.deleteBody')))}>
        <TextInput label={t('app.name')} required value={value.name} onChange={(event) => change({ name: event.currentTarget.value })} error={errors('name')} />
        <TextInput label={t('app.code')} description={t('role.codeHelp')} required readOnly={!!app} variant={app ? 'filled' : undefined} value={value.id} onChange={(event) => change({ id: event.currentTarget.value })} error={errors('id')} />
        <TextInput label={t('app.url')} description={t('app.urlHelp')} type="url" required placeholder="https://" value={value.url} onChange={(event) => change({ url: event.currentTarget.value })} error={errors('url')} />
        <Textarea label={t('app.description')} autosize minRows={1} value={value.description ?? ''} onChange={(event) => change({ description: event.currentTarget.value || null })} error={errors('description')} />
        <Switch label={t('app.on')} description={t('app.onHelp')} checked={value.isActive} onChange={(event) => change({ isActive: event.currentTarget.checked })} />
        <Select label={t('app.documentType')} clearable placeholder={t('app.allTypes')} data={types} value={value.documentType?.id ?? null} onChange={(id) => change({ documentType: id ? { id } : null })} error={errors('documentType')} />
        <SlotsInput value={value.slots} onChange={(slots) => change({ slots })} error={errors('slots')} />
        <SimpleGrid cols={2}>
          <Select label={t('app.type')} allowDeselect={false} data={choices(['custom', 'store', 'legacy'], 'types')} value={value.type} onChange={(type) => change({ type: type as AppFields['type'] })} error={errors('type')} />
          <Select label={t('app.method')} allowDeselect={false} data={choices(['get', 'post'], 'methods')} value={value.configurationMethod} onChange={(method) => change({ configurationMethod: method as 'get' | 'post' })} error={errors('configurationMethod')} />
        </SimpleGrid>
      </EditForm>
    </SidePanel>
  )
}

interface SlotsProps {
  value: string[]
  onChange: (slots: string[]) => void
  error?: string
}

function SlotsInput({ value, onChange, error }: SlotsProps) {
  const { t } = useTranslation('settings')
  return (
    <Checkbox.Group label={t('app.slots')} description={t('app.slotsHelp')} value={value} onChange={onChange} error={error}>
      <SimpleGrid cols={2} mt={8} spacing="sm">
        {SLOTS.map(({ owner, slots }) => (
          <Stack key={owner} gap={10} role="group" aria-label={t(`app.owner.${owner}`)}>
            <Text size="sm" fw={550}>{t(`app.owner.${owner}`)}</Text>
            {slots.map((slot) => <Checkbox key={slot} size="xs" value={slot} label={t(`app.place.${slot.slice(owner.length + 1).replace('.', '-')}`)} />)}
          </Stack>
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  )
}
