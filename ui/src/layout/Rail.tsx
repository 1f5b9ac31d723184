import { Tooltip, UnstyledButton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import {
  IconArrowsExchange, IconBroadcast, IconBox, IconHome, IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconPhoto,
  IconSettings, type Icon,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useDocumentTypes } from '@/api/model'
import { useLabel } from './DataLocale'
import styles from './Rail.module.css'

interface Props {
  isFolded: boolean
  onFold: () => void
}

/** The ways to all areas: one line for each document type. */
export function Rail({ isFolded, onFold }: Props) {
  const { t } = useTranslation()
  const label = useLabel()
  const types = useDocumentTypes().filter((type) => type.isActive)
  const isNarrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false })
  const isShort = isFolded || isNarrow
  const Fold = isFolded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  const lines: [string, string, Icon][] = [
    ['/', t('nav.home'), IconHome],
    ...types.map((type): [string, string, Icon] => [`/documents/${type.id}`, label(type.name, type.id), IconBox]),
    ['/assets', t('nav.assets'), IconPhoto],
    ['/channels', t('nav.channels'), IconBroadcast],
    ['/flows', t('nav.flows'), IconArrowsExchange],
    ['/settings', t('nav.settings'), IconSettings],
  ]
  return (
    <nav className={styles.rail} data-short={isShort || undefined} aria-label="Vitrine">
      <div className={styles.brand}>
        <img src={`${import.meta.env.BASE_URL}favicon.svg`} alt="" width={24} height={24} />
        {!isShort && <span>Vitrine</span>}
      </div>
      <div className={styles.lines}>
        {lines.map(([to, name, Mark]) => (
          <Tooltip key={to} label={name} position="right" disabled={!isShort}>
            <Link to={to} className={styles.line} activeOptions={{ exact: to === '/' }} aria-label={isShort ? name : undefined}>
              <Mark size={18} stroke={1.6} aria-hidden />
              {!isShort && <span className={styles.name}>{name}</span>}
            </Link>
          </Tooltip>
        ))}
      </div>
      {!isNarrow && (
        <UnstyledButton className={styles.line} onClick={onFold} aria-label={isFolded ? t('unfold') : t('fold')}>
          <Fold size={18} stroke={1.6} aria-hidden />
        </UnstyledButton>
      )}
    </nav>
  )
}
