import { ActionIcon, Title, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Panel.module.css'

interface Props {
  title: ReactNode
  /** Said under the title: the code. */
  under?: ReactNode
  actions?: ReactNode
  /** Where closing it leads; none: it can't be closed. */
  back?: string
  /** Stays below what scrolls. */
  foot?: ReactNode
  /** Takes the whole width: what it shows needs room. */
  isWide?: boolean
  children: ReactNode
}

/** The properties of one thing, right of what it was chosen from. */
export function Panel({ title, under, actions, back, foot, isWide = false, children }: Props) {
  const { t } = useTranslation('model')
  const name = useId()
  return (
    <aside className={styles.panel} data-wide={isWide || undefined} aria-labelledby={name}>
      <header className={styles.head}>
        <div className={styles.titles}>
          <Title order={isWide ? 1 : 2} size="h2" id={name}>{title}</Title>
          {under}
        </div>
        {actions}
        {back && (
          <Tooltip label={t('frame:close')}>
            <ActionIcon component={Link} to={back} variant="subtle" color="gray" aria-label={t('frame:close')}><IconX size={18} stroke={1.6} /></ActionIcon>
          </Tooltip>
        )}
      </header>
      <div className={styles.body} tabIndex={-1}>{children}</div>
      {foot && <footer className={styles.foot}>{foot}</footer>}
    </aside>
  )
}
