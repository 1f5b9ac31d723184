import { Button, Group, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { patch } from '@/api/client'
import { ApiError } from '@/api/error'
import { Failed } from '@/components/Failed'
import { said } from '@/components/toast'
import { meChanged, useMe } from '../SessionProvider'

export function You() {
  const { t } = useTranslation()
  const me = useMe()
  const form = useForm({ initialValues: { firstName: me.firstName, lastName: me.lastName, email: me.email } })
  const save = useMutation({
    mutationFn: (wish: typeof form.values) => patch('/api/me', wish),
    onSuccess: (_, wish) => {
      form.resetDirty(wish)
      said(t('account.saved'))
      return meChanged()
    },
    onError: (error) => error instanceof ApiError && form.setErrors(error.byPath),
  })
  const isSaid = save.error instanceof ApiError && save.error.violations.length > 0
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack gap="md">
        <TextInput label={t('account.username')} description={t('account.usernameFixed')} value={me.username} readOnly variant="filled" />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput label={t('account.firstName')} autoComplete="given-name" {...form.getInputProps('firstName')} />
          <TextInput label={t('account.lastName')} autoComplete="family-name" {...form.getInputProps('lastName')} />
        </SimpleGrid>
        <TextInput type="email" label={t('account.email')} autoComplete="email" {...form.getInputProps('email')} />
        {save.error && !isSaid && <Failed error={save.error} />}
        <Group justify="flex-end"><Button type="submit" disabled={!form.isDirty()} loading={save.isPending}>{t('save')}</Button></Group>
      </Stack>
    </form>
  )
}
