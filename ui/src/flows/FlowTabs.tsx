import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import styles from './FlowTabs.module.css'

const TABS = ['imports', 'exports', 'schedules', 'activity'] as const

/** The ways between the lists of this area. */
export function FlowTabs() {
  const { t } = useTranslation()
  return (
    <nav className={styles.tabs} aria-label={t('nav.flows')}>
      {TABS.map((tab) => (
        <Link key={tab} to={`/flows/${tab}`} className={styles.tab} activeOptions={{ exact: true, includeSearch: false }}>{t(`nav.${tab}`)}</Link>
      ))}
    </nav>
  )
}
