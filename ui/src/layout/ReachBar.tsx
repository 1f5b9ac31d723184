import { Button } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '@/api/queries'
import { knock, useReach } from '@/api/reach'
import { said } from '@/components/toast'
import styles from './ReachBar.module.css'

/** Says calmly that the server doesn't answer; once it does, everything is asked anew. */
export function ReachBar() {
  const { t } = useTranslation()
  const isReached = useReach()
  const wasReached = useRef(true)
  useEffect(() => {
    if (isReached && !wasReached.current) {
      void queries.invalidateQueries()
      said(t('unreached.over'))
    }
    wasReached.current = isReached
  }, [isReached, t])
  return (
    <div role="status">
      {!isReached && (
        <div className={styles.bar}>
          <IconPlugConnectedX size={18} stroke={1.6} aria-hidden />
          <span><strong>{t('unreached.title')}</strong> {t('unreached.calm')}</span>
          <Button size="compact-sm" variant="default" onClick={() => void knock()}>{t('retry')}</Button>
        </div>
      )}
    </div>
  )
}
