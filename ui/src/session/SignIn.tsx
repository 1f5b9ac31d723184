import { Alert, Button, Checkbox, Modal, PasswordInput, Stack, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { post } from '@/api/client'
import type { Me } from '@/api/types'

interface Props {
  onSignedIn: (me: Me) => void
  /** Who was signed in before. */
  username?: string
  /** Lies over a page that stays. */
  isOver?: boolean
}

export function SignIn({ onSignedIn, username = '', isOver = false }: Props) {
  const { t } = useTranslation()
  const form = useForm({ initialValues: { username, password: '', remember: false } })
  const signIn = useMutation({
    mutationFn: (wish: typeof form.values) => post<{ user: Me }>('/api/session', wish),
    onSuccess: ({ value }) => onSignedIn(value.user),
  })
  const fields = (
    <form onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
      <Stack gap="sm" w={320}>
        {signIn.error && <Alert color="red">{signIn.error.message}</Alert>}
        <TextInput label={t('signIn.username')} autoComplete="username" autoFocus={!username} readOnly={isOver} required {...form.getInputProps('username')} />
        <PasswordInput label={t('signIn.password')} autoComplete="current-password" autoFocus={!!username} required {...form.getInputProps('password')} />
        <Checkbox label={t('signIn.remember')} {...form.getInputProps('remember', { type: 'checkbox' })} />
        <Button type="submit" loading={signIn.isPending} fullWidth>{t('signIn.do')}</Button>
      </Stack>
    </form>
  )
  if (isOver) {
    return <Modal opened onClose={() => undefined} withCloseButton={false} title={t('signIn.again')}>{fields}</Modal>
  }
  return (
    <Stack component="main" align="center" justify="center" mih="100dvh" gap="lg">
      <Title order={1}>{t('signIn.title')}</Title>
      {fields}
    </Stack>
  )
}
