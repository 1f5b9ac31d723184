import { Button, Group, Radio, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '@/api/client'
import { Failed } from '@/components/Failed'
import { Dialog } from '@/flows/Dialog'
import { errorsAt } from '@/flows/profiles/errors'
import { Secret } from '../Secret'
import { TOKENS, type Access, type Token } from './token'

/** Makes a token, and shows it: once, as it is kept nowhere. */
export function NewToken({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('settings')
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('token.new')} isKept>
      <Making onClose={onClose} />
    </Dialog>
  )
}

function Making({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['settings', 'frame'])
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [access, setAccess] = useState<Access>('read')
  const making = useMutation({
    mutationFn: async () => (await post<Token>(TOKENS, { name, access })).value,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  })
  if (making.data?.token) {
    return (
      <Stack gap="md">
        <Secret label={making.data.name} value={making.data.token}>{t('token.once')}</Secret>
        <Button onClick={onClose} style={{ alignSelf: 'flex-end' }}>{t('token.done')}</Button>
      </Stack>
    )
  }
  return (
    <form onSubmit={(event) => { event.preventDefault(); making.mutate() }}>
      <Stack gap="md">
        {making.error && <Failed error={making.error} />}
        <TextInput label={t('token.name')} description={t('token.nameHelp')} required data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} error={errorsAt(making.error)('name')} />
        <Radio.Group label={t('token.access')} value={access} onChange={(chosen) => setAccess(chosen as Access)}>
          <Stack gap="xs" mt={6}>
            <Radio value="read" label={t('token.read')} description={t('token.readHelp')} />
            <Radio value="full" label={t('token.full')} description={t('token.fullHelp')} />
          </Stack>
        </Radio.Group>
        <Group justify="flex-end"><Button type="submit" loading={making.isPending}>{t('token.make')}</Button></Group>
      </Stack>
    </form>
  )
}
