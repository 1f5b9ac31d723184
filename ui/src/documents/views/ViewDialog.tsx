import { Alert, Button, Group, Modal, MultiSelect, Stack, Switch, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { all } from '@/api/client'
import type { Labels } from '@/api/types'
import { useLabel } from '@/layout/DataLocale'
import type { View } from './views'

interface Named {
  name: string
  isShared: boolean
  roles: string[]
}

interface Props {
  /** The one that is changed; none: a new one. */
  view: View | undefined
  onSave: (named: Named) => Promise<void>
  onClose: () => void
}

/** What a view is called, and who else sees it. */
export function ViewDialog({ view, onSave, onClose }: Props) {
  const { t } = useTranslation('documents')
  const { t: frame } = useTranslation()
  const label = useLabel()
  const [name, setName] = useState(view?.name ?? '')
  const [isShared, setShared] = useState(view?.isShared ?? false)
  const [chosen, setChosen] = useState(view?.roles ?? [])
  const roles = useQuery({ queryKey: ['model', 'roles'], queryFn: () => all<{ id: string; name: Labels | string }>('/api/roles'), enabled: isShared }).data ?? []
  const saving = useMutation({ mutationFn: () => onSave({ name: name.trim(), isShared, roles: isShared ? chosen : [] }) })
  return (
    <Modal opened onClose={onClose} title={t(view ? 'views.changeTitle' : 'views.newTitle')} closeButtonProps={{ 'aria-label': frame('close') }}>
      <form onSubmit={(event) => { event.preventDefault(); saving.mutate() }}>
        <Stack gap="sm">
          <TextInput label={t('views.name')} placeholder={t('views.nameHint')} required data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Switch label={t('views.share')} description={t('views.shareHint')} checked={isShared} onChange={(event) => setShared(event.currentTarget.checked)} />
          {isShared && roles.length > 0 && (
            <MultiSelect
              label={t('views.roles')}
              description={t('views.rolesHint')}
              data={roles.map((role) => ({ value: role.id, label: typeof role.name === 'string' ? role.name : label(role.name, role.id) }))}
              value={chosen}
              onChange={setChosen}
            />
          )}
          {saving.error && <Alert color="red">{saving.error.message}</Alert>}
          <Group justify="flex-end" mt="xs">
            <Button variant="default" onClick={onClose}>{frame('cancel')}</Button>
            <Button type="submit" loading={saving.isPending} disabled={!name.trim()}>{frame('save')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
