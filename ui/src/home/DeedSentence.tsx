import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useAttributes, useDocumentTypes } from '@/api/model'
import { useLabel } from '@/layout/DataLocale'
import { documentPlace, places } from '@/layout/places'
import { titleOf } from '@/layout/titleOf'
import styles from './Changes.module.css'
import { things, type Deed, type Named } from './history'

const KNOWN = [
  'document', 'variant', 'asset', 'classification', 'link', 'attribute', 'predefined_value', 'document_type', 'link_type', 'attribute_set', 'attribute_group',
  'locale', 'catalog', 'workflow', 'tag', 'completeness_setting', 'user', 'role', 'webhook', 'app',
]
/** So many documents are named, so many attributes listed. */
const FEW = 3

/** Who did what to what: “ann changed Alder armchair: Name (FR), Price”. */
export function DeedSentence({ deed, named }: { deed: Deed; named: Named[] }) {
  const { t, i18n } = useTranslation('home')
  const byType = [...things(deed)]
  const only = byType.length === 1 ? byType[0] : undefined
  return (
    <span className={styles.words}>
      <strong>{deed.by}</strong> {t(`changes.${deed.operation}`)}{' '}
      {only && only[1].length <= FEW ? <Things type={only[0]} ids={only[1]} named={named} /> : many()}
      {deed.operation === 'update' && <Attributes deed={deed} />}
      {deed.process && <> · <Link to={`${places.activity}/${deed.process}` as string}>{t('changes.byJob')}</Link></>}
    </span>
  )

  function many(): string {
    const what = new Intl.ListFormat(i18n.language).format(byType.map(([type, ids]) => counted(type, ids.length)))
    return deed.isOpen ? t('changes.atLeast', { what }) : what
  }

  function counted(type: string, count: number): string {
    return t(`noun.${KNOWN.includes(type) ? type : 'other'}`, { count, number: count.toLocaleString(i18n.language) })
  }
}

function Things({ type, ids, named }: { type: string; ids: string[]; named: Named[] }) {
  const { t, i18n } = useTranslation('home')
  const types = useDocumentTypes()
  const label = useLabel()
  const one = (id: string): ReactNode => {
    const document = type === 'document' ? named.find((one) => one.id === id) : undefined
    if (document) return <Link key={id} to={documentPlace(document.documentType.id, id)}>{titleOf(document, types.find((one) => one.id === document.documentType.id), label)}</Link>
    if (type === 'asset') return <Link key={id} to={`${places.assets}/${encodeURIComponent(id)}` as string}>{id}</Link>
    return <code key={id}>{id}</code>
  }
  // The list's own commas and “and”, around what is shown.
  const parts = new Intl.ListFormat(i18n.language).formatToParts(ids)
  return <>{type !== 'document' && `${t(`kind.${KNOWN.includes(type) ? type : 'other'}`)} `}{parts.map((part) => (part.type === 'element' ? one(part.value) : part.value))}</>
}

function Attributes({ deed }: { deed: Deed }) {
  const { t, i18n } = useTranslation('home')
  const attributes = useAttributes()
  const label = useLabel()
  const names = new Set(deed.entries.flatMap(({ changes }) => changes.map(({ path, attribute, locale }) => {
    const name = attribute ? label(attributes.get(attribute)?.name, attribute) : i18n.exists(`home:property.${path}`) ? t(`property.${path}`) : path
    return locale ? `${name} (${locale.replace('_', ' ')})` : name
  })))
  const shown = [...names].slice(0, FEW)
  if (shown.length === 0) return null
  const more = names.size - shown.length
  return <span className={styles.what}>{t('changes.what', { what: shown.join(', ') })}{more > 0 && ` ${t('changes.more', { count: more })}`}</span>
}
