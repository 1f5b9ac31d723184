import { Alert, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { get } from '@/api/client'
import { Failed } from '@/components/Failed'
import { useDataLocale } from '@/layout/DataLocale'
import { pathOf, type Answer, type Installable } from './app'
import styles from './Configuration.module.css'
import { useInterfaceLocale } from './useInterfaceLocale'

/** The page of settings that an app has of its own, shut in a frame. */
export function Configuration({ app }: { app: Installable }) {
  const { t } = useTranslation('settings')
  const { locale } = useDataLocale()
  const interfaceLocale = useInterfaceLocale()
  const asked = useQuery({
    queryKey: ['app-configuration', app.id, locale, interfaceLocale],
    queryFn: () => get<Answer>(`${pathOf(app.id)}/configuration`, { params: { dataLocale: locale, interfaceLocale } }),
    gcTime: 0, retry: false,
  })
  if (asked.isPending) return <Skeleton height={320} />
  if (asked.error) return <Failed error={asked.error} onRetry={() => void asked.refetch()} />
  const { kind, url, html, message } = asked.data
  const name = t('app.settingsOf', { name: app.name || app.id })
  if (kind === 'iframe' && url) return <iframe className={styles.frame} src={url} title={name} sandbox="allow-forms allow-scripts allow-same-origin allow-popups" />
  if (kind === 'html' && html) return <iframe className={styles.frame} srcDoc={html} title={name} sandbox="allow-forms allow-scripts" />
  if (kind === 'error') return <Alert color="red">{message}</Alert>
  return <Text>{message ?? t('app.noSettings')}</Text>
}
