import { useTranslation } from 'react-i18next'
import { useModelState } from '@/api/model'
import { Page } from '@/layout/Page'
import { RoutePending } from '@/layout/RoutePending'
import { useMe } from '@/session/SessionProvider'
import { Changes } from './Changes'
import { useSettings } from './completeness'
import { Completeness } from './Completeness'
import { CompletenessOverTime } from './CompletenessOverTime'
import { Counts } from './Counts'
import { FirstSteps } from './FirstSteps'
import styles from './Home.module.css'
import { Jobs } from './Jobs'
import { Tasks } from './Tasks'

/** How the catalogue stands, what changed, and what waits for whoever looks. */
export function Home() {
  const { t } = useTranslation('home')
  const me = useMe()
  const model = useModelState()
  const hasSettings = useSettings().data?.length !== 0
  if (model === 'unknown') return <RoutePending />
  if (model === 'empty') return <Page title={t('title')}><FirstSteps /></Page>
  return (
    <Page title={me.firstName ? t('hello', { name: me.firstName }) : t('title')}>
      <div className={styles.home}>
        <Counts />
        <div className={styles.main}>
          {hasSettings && <CompletenessOverTime />}
          <Completeness />
          <Changes />
        </div>
        <div className={styles.aside}>
          <Tasks />
          <Jobs />
        </div>
      </div>
    </Page>
  )
}
