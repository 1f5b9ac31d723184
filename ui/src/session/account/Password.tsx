import { Alert, Button, Group, PasswordInput, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { put } from '@/api/client'
import { ApiError } from '@/api/error'
import { queries } from '@/api/queries'
import { said } from '@/components/toast'
import { useMe } from '../SessionProvider'

export function Password() {
  const { t } = useTranslation()
  const me = useMe()
  const form = useForm({
    initialValues: { currentPassword: '', password: '', again: '' },
    validate: { again: (again, { password }) => (again === password ? null : t('account.differ')) },
  })
  const change = useMutation({
    mutationFn: ({ currentPassword, password }: typeof form.values) => put('/api/me/password', { currentPassword, password }),
    onSuccess: () => {
      form.reset()
      said(t('account.changed'))
      return queries.invalidateQueries({ queryKey: ['me', 'sessions'] })
    },
    onError: (error) => error instanceof ApiError && form.setErrors(error.byPath),
  })
  const isSaid = change.error instanceof ApiError && change.error.violations.length > 0
  const eye = { visibilityToggleButtonProps: { 'aria-label': t('signIn.show') } }
  return (
    <form onSubmit={form.onSubmit((values) => change.mutate(values))}>
      <Stack gap="md">
        {/* For programs that keep passwords. */}
        <input type="text" autoComplete="username" value={me.username} readOnly hidden />
        <PasswordInput label={t('account.current')} autoComplete="current-password" required {...eye} {...form.getInputProps('currentPassword')} />
        <PasswordInput label={t('account.new')} description={t('account.newHelp')} autoComplete="new-password" minLength={8} required {...eye} {...form.getInputProps('password')} />
        <PasswordInput label={t('account.again')} autoComplete="new-password" required {...eye} {...form.getInputProps('again')} />
        {change.error && !isSaid && <Alert color="red">{change.error.message}</Alert>}
        <Group justify="flex-end"><Button type="submit" variant="default" disabled={!form.isDirty()} loading={change.isPending}>{t('account.change')}</Button></Group>
      </Stack>
    </form>
  )
}
