import { IconBox, IconBroadcast, IconPhoto, type Icon } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { list, type Params } from '@/api/client'
import { useDocumentTypes } from '@/api/model'
import { useLabel } from '@/layout/DataLocale'
import { listPlace, places } from '@/layout/places'
import styles from './Counts.module.css'

const WEEK = 7 * 86_400_000

/** How many there are of everything, and how many of them changed this week; each leads to its list. */
export function Counts() {
  const { t } = useTranslation('home')
  const label = useLabel()
  const types = useDocumentTypes().filter((type) => type.isActive)
  return (
    <nav className={styles.counts} aria-label={t('counts.title')}>
      {types.map((type) => (
        <Count key={type.id} to={listPlace(type.id)} icon={IconBox} name={label(type.name, type.id)} path="/api/documents" params={{ 'documentType.id': type.id }} />
      ))}
      <Count to={places.assets} icon={IconPhoto} name={t('counts.assets')} path="/api/assets" />
      <Count to={places.channels} icon={IconBroadcast} name={t('counts.channels')} path="/api/catalogs" isBare />
    </nav>
  )
}

interface Props {
  to: string
  icon: Icon
  name: string
  path: string
  params?: Params
  /** It has no telling dates. */
  isBare?: boolean
}

function Count({ to, icon: Mark, name, path, params = {}, isBare = false }: Props) {
  const { t, i18n } = useTranslation('home')
  const all = useTotal(path, params)
  const changed = useTotal(path, { ...params, 'dateModified[after]': weekAgo() }, !isBare)
  const number = (value: number | undefined) => value?.toLocaleString(i18n.language) ?? '–'
  return (
    <Link to={to} className={styles.count}>
      <span className={styles.name}><Mark size={16} stroke={1.6} aria-hidden />{name}</span>
      <span className={styles.number}>{number(all)}</span>
      {!isBare && all !== 0 && <span className={styles.more}>{changed === undefined ? ' ' : t('counts.changed', { count: changed, number: number(changed) })}</span>}
    </Link>
  )
}

/** A bare date, so that the question is the same all day. */
const weekAgo = () => new Date(Date.now() - WEEK).toISOString().slice(0, 10)

export function useTotal(path: string, params: Params, enabled = true): number | undefined {
  return useQuery({
    queryKey: ['total', path, params],
    queryFn: ({ signal }) => list(path, { ...params, limit: 0 }, signal),
    select: (page) => page.total,
    placeholderData: keepPreviousData,
    enabled,
  }).data
}
