import { Alert, Button, Checkbox, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '@/api/client'
import { ApiError } from '@/api/error'
import type { Me } from '@/api/types'
import styles from './SignInForm.module.css'

interface Props {
  onSignedIn: (me: Me) => void
  /** Who was signed in before, and signs in again. */
  username?: string
}

/** A name and a password; says what was wrong, and how long to wait after too many tries. */
export function SignInForm({ onSignedIn, username }: Props) {
  const { t } = useTranslation()
  const form = useForm({ initialValues: { username: username ?? '', password: '', remember: false } })
  const signIn = useMutation({
    mutationFn: (wish: typeof form.values) => post<{ user: Me }>('/api/session', wish),
    onSuccess: ({ value }) => onSignedIn(value.user),
  })
  const seconds = useSecondsLeft(signIn.error)
  return (
    <form onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
      <Stack gap="md">
        <div role="alert" className={styles.told}>
          {signIn.error && (seconds > 0 || !isThrottled(signIn.error)) && (
            <Alert color={isThrottled(signIn.error) ? 'yellow' : 'red'}>
              {isThrottled(signIn.error) ? t('signIn.wait', { count: seconds }) : isWrong(signIn.error) ? t('signIn.wrong') : signIn.error.message}
            </Alert>
          )}
        </div>
        <TextInput label={t('signIn.username')} size="md" autoComplete="username" autoFocus={!username} readOnly={!!username} required withAsterisk={false} {...form.getInputProps('username')} />
        <PasswordInput label={t('signIn.password')} size="md" autoComplete="current-password" autoFocus={!!username} data-autofocus={username ? true : undefined} required withAsterisk={false} visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }} {...form.getInputProps('password')} />
        <Checkbox label={t('signIn.remember')} {...form.getInputProps('remember', { type: 'checkbox' })} />
        <Button type="submit" size="md" loading={signIn.isPending} disabled={seconds > 0} fullWidth>{t('signIn.do')}</Button>
      </Stack>
    </form>
  )
}

const isThrottled = (error: Error) => error instanceof ApiError && error.status === 429
const isWrong = (error: Error) => error instanceof ApiError && error.status === 401

/** Counts down how long the server wants to be left alone. */
function useSecondsLeft(error: Error | null): number {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    const wait = error instanceof ApiError && error.status === 429 ? (error.retryAfter ?? 1) : 0
    const end = Date.now() + wait * 1000
    const count = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)))
    count()
    if (!wait) return
    const clock = setInterval(count, 500)
    return () => clearInterval(clock)
  }, [error])
  return left
}
