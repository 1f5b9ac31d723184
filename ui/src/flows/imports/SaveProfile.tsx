import { Button, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { IconDeviceFloppy } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '@/api/client'
import { Failed } from '@/components/Failed'
import { said } from '@/components/toast'
import { Dialog } from '../Dialog'
import { pathOf, type Profile, type ProfileFields } from '../profiles/profile'

/** Keeps how this file is read, for the next ones like it. */
export function SaveProfile({ profile }: { profile: Partial<ProfileFields> }) {
  const { t } = useTranslation(['flows', 'frame'])
  const [isOpen, { open, close }] = useDisclosure(false)
  const [name, setName] = useState('')
  const queries = useQueryClient()
  const saving = useMutation({
    mutationFn: () => post<Profile>(pathOf('imports'), { ...profile, name }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['profiles'] })
      said(t('profile.saved', { name }))
      close()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <>
      <Button variant="default" leftSection={<IconDeviceFloppy size={16} />} onClick={open}>{t('profile.saveAs')}</Button>
      <Dialog isOpen={isOpen} onClose={close} title={t('profile.saveAs')}>
        <form onSubmit={submit}>
          <Stack gap="sm">
            <TextInput label={t('profile.name')} description={t('profile.saveHelp')} value={name} onChange={(event) => setName(event.currentTarget.value)} required data-autofocus />
            {saving.error && <Failed error={saving.error} />}
            <Button type="submit" loading={saving.isPending} style={{ alignSelf: 'flex-end' }}>{t('frame:save')}</Button>
          </Stack>
        </form>
      </Dialog>
    </>
  )
}
