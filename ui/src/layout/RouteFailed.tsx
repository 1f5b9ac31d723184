import { Button, Group } from '@mantine/core'
import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Failed } from '@/components/Failed'
import { Page } from './Page'

/** A whole page that could not be shown. */
export function RouteFailed({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation()
  const router = useRouter()
  const { reset: resetQueries } = useQueryErrorResetBoundary()
  const again = () => {
    resetQueries()
    reset()
    void router.invalidate()
  }
  return (
    <Page title={t('routeFailed.title')}>
      <Failed error={error instanceof Error ? error : new Error(String(error))} onRetry={again} />
      <Group mt="md"><Button component={Link} to="/" variant="default">{t('goHome')}</Button></Group>
    </Page>
  )
}
