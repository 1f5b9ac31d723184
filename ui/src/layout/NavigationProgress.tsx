import { useDebouncedValue } from '@mantine/hooks'
import { useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import styles from './NavigationProgress.module.css'

/** A thin line at the top while a page that takes its time is loaded. */
export function NavigationProgress() {
  const { t } = useTranslation()
  const isLoading = useRouterState({ select: (state) => state.isLoading })
  const [isSlow] = useDebouncedValue(isLoading, 200)
  if (!isLoading || !isSlow) return null
  return <div className={styles.line} role="progressbar" aria-label={t('loading')} />
}
