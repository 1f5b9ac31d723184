import {
  IconArrowsShuffle, IconBox, IconBraces, IconChartDonut, IconCrop, IconFileText, IconLanguage, IconLayoutList, IconLink, IconListDetails,
  IconPhoto, IconPlus, IconRuler2, IconSitemap, IconTag, type Icon,
} from '@tabler/icons-react'
import { Link, useLocation } from '@tanstack/react-router'
import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLabel } from '@/layout/DataLocale'
import { bySequence, useThe } from './definition'
import styles from './ModelShell.module.css'
import { MODEL } from './ways'

/** All parts of the model. */
export function ModelNav() {
  const { t } = useTranslation('model')
  const label = useLabel()
  const types = [...useThe('document-types')].sort(bySequence)
  const nav = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  // On a narrow screen it is a strip that may reach beyond the edge.
  useEffect(() => {
    nav.current?.querySelector('[data-status=active]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [pathname, types.length])
  return (
    <nav ref={nav} className={styles.nav} aria-label={t('title')}>
      <div className={styles.title}>{t('nav.objects')}</div>
      {types.map((type) => (
        <div key={type.id}>
          <Line to={`${MODEL}/document.${type.id}`} icon={IconBox}>{label(type.name, type.id)}</Line>
          {type.hasVariants && <Line to={`${MODEL}/variant.${type.id}`} isBelow>{t('nav.variants')}</Line>}
        </div>
      ))}
      <Line to={`${MODEL}/asset`} icon={IconPhoto}>{t('nav.assets')}</Line>
      <Line to={`${MODEL}/classification`} icon={IconSitemap}>{t('nav.classifications')}</Line>
      <Line to={`${MODEL}/new-type`} icon={IconPlus} isQuiet>{t('nav.newType')}</Line>
      <div className={styles.title}>{t('nav.structure')}</div>
      <Line to={`${MODEL}/sets`} icon={IconLayoutList}>{t('nav.sets')}</Line>
      <Line to={`${MODEL}/link-types`} icon={IconLink}>{t('nav.links')}</Line>
      <Line to={`${MODEL}/lists`} icon={IconListDetails}>{t('nav.lists')}</Line>
      <Line to={`${MODEL}/measures`} icon={IconRuler2}>{t('nav.measures')}</Line>
      <Line to={`${MODEL}/tags`} icon={IconTag}>{t('nav.tags')}</Line>
      <div className={styles.title}>{t('nav.work')}</div>
      <Line to="/settings/languages" icon={IconLanguage}>{t('nav.languages')}</Line>
      <Line to="/settings/completeness" icon={IconChartDonut}>{t('nav.completeness')}</Line>
      <Line to="/settings/workflows" icon={IconArrowsShuffle}>{t('nav.workflows')}</Line>
      <Line to="/settings/image-profiles" icon={IconCrop}>{t('nav.images')}</Line>
      <div className={styles.title}>{t('nav.whole')}</div>
      <Line to={`${MODEL}/file`} icon={IconFileText}>{t('nav.file')}</Line>
    </nav>
  )
}

interface Props {
  to: string
  icon?: Icon
  isBelow?: boolean
  isQuiet?: boolean
  children: ReactNode
}

function Line({ to, icon: Mark = IconBraces, isBelow, isQuiet, children }: Props) {
  return (
    <Link to={to} className={styles.line} data-below={isBelow} data-quiet={isQuiet}>
      {!isBelow && <Mark size={16} stroke={1.6} aria-hidden />}
      <span>{children}</span>
    </Link>
  )
}
