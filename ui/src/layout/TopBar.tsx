import { ActionIcon, Kbd, Tooltip, UnstyledButton } from '@mantine/core'
import { useOs } from '@mantine/hooks'
import { IconHelp, IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { AccountMenu } from './AccountMenu'
import { Breadcrumbs } from './Breadcrumbs'
import { DataLocaleSwitch } from './DataLocale'
import { JobsMenu } from './jobs/JobsMenu'
import styles from './TopBar.module.css'

interface Props {
  onSearch: () => void
  /** The search is about to be used. */
  onSearchNear: () => void
  onHelp: () => void
}

/** The way here, the search, the language of the data, running jobs and who is signed in. */
export function TopBar({ onSearch, onSearchNear, onHelp }: Props) {
  const { t } = useTranslation()
  return (
    <section className={styles.bar} aria-label={t('bar')}>
      <Breadcrumbs />
      <div className={styles.tools}>
        <Search onClick={onSearch} onNear={onSearchNear} />
        <DataLocaleSwitch />
        <JobsMenu />
        <Tooltip label={t('shortcuts.title')}>
          <ActionIcon variant="subtle" color="gray" size={30} className={styles.help} aria-label={t('shortcuts.title')} onClick={onHelp}><IconHelp size={18} stroke={1.6} /></ActionIcon>
        </Tooltip>
        <AccountMenu />
      </div>
    </section>
  )
}

function Search({ onClick, onNear }: { onClick: () => void; onNear: () => void }) {
  const { t } = useTranslation()
  const mod = useOs() === 'macos' ? '⌘' : 'Ctrl'
  return (
    <UnstyledButton className={styles.search} onClick={onClick} onPointerEnter={onNear} onFocus={onNear} aria-keyshortcuts="Control+K Meta+K">
      <IconSearch size={16} stroke={1.6} aria-hidden />
      <span className={styles.words}>{t('search')}</span>
      <Kbd size="xs" className={styles.keys} aria-hidden>{mod} K</Kbd>
    </UnstyledButton>
  )
}
