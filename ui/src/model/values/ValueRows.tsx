import { Skeleton } from '@mantine/core'
import { IconGripVertical } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { shortLocale, useDataLocale } from '@/layout/DataLocale'
import { useNameLocales, type PredefinedValue } from '../definition'
import { Told } from '../Told'
import { useNamed } from '../ways'
import { useReorder } from './useReorder'
import type { Values } from './useValues'
import styles from './ValueList.module.css'

interface Props {
  attribute: string
  values: Values
  path: string
  search: string
  /** They stand in the order of the list, so they may be dragged. */
  isOrdered: boolean
  onSee: (seen: { from: number; to: number }) => void
}

const SHOWN = 3

/** The rows that are seen, of however many there are. */
export function ValueRows({ attribute, values, path, search, isOrdered, onSee }: Props) {
  const { t } = useTranslation('model')
  const { locale } = useDataLocale()
  const locales = useNameLocales('isData').map((one) => one.id)
  const shown = [locale, ...locales.filter((one) => one !== locale)].slice(0, SHOWN)
  const chosen = useNamed('value')
  const scroller = useRef<HTMLDivElement>(null)
  const reorder = useReorder(attribute)
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null)
  const rows = useVirtualizer({ count: values.total ?? 12, getScrollElement: () => scroller.current, estimateSize: () => 36, overscan: 12 })
  const items = rows.getVirtualItems()
  const from = items[0]?.index ?? 0
  const to = items.at(-1)?.index ?? 0
  useEffect(() => onSee({ from, to }), [from, to, onSee])
  const drop = () => {
    if (drag && drag.from !== drag.to) void reorder(values, drag.from, drag.to)
    setDrag(null)
  }
  return (
    <>
      <div className={styles.head} style={{ '--locales': shown.length } as CSSProperties}>
        <span />
        <span>{t('code')}</span>
        {shown.map((one, index) => <span key={one} className={index > 0 ? styles.other : undefined}>{shortLocale(one, locales)}</span>)}
        <span />
      </div>
      <div ref={scroller} className={styles.rows} tabIndex={0} role="group" aria-label={t('nav.lists')}>
        <div className={styles.all} style={{ height: rows.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const value = values.at(index)
            const style = { '--locales': shown.length, transform: `translateY(${start}px)` } as CSSProperties
            if (!value) return <div key={index} className={styles.row} style={style}><span /><Skeleton height={12} width="60%" /></div>
            return (
              <div
                key={value.id}
                className={styles.row}
                style={style}
                data-chosen={value.code === chosen || undefined}
                data-off={!value.isActive || undefined}
                data-over={drag?.to === index && drag.from !== index ? (drag.from < index ? 'below' : 'above') : undefined}
                draggable={isOrdered}
                onDragStart={(event) => {
                  event.dataTransfer.effectAllowed = 'move'
                  setDrag({ from: index, to: index })
                }}
                onDragOver={(event) => {
                  if (!drag) return
                  event.preventDefault()
                  if (drag.to !== index) setDrag({ ...drag, to: index })
                }}
                onDrop={drop}
                onDragEnd={() => setDrag(null)}
              >
                <span className={styles.grip}>{isOrdered && <IconGripVertical size={15} aria-hidden />}</span>
                <Row value={value} shown={shown} to={`${path}/${encodeURIComponent(value.code)}`} search={search} />
              </div>
            )
          })}
        </div>
      </div>
    </>
  )
}

function Row({ value, shown, to, search }: { value: PredefinedValue; shown: string[]; to: string; search: string }) {
  const { t } = useTranslation('model')
  return (
    <>
      <Link to={to} search={(search ? { q: search } : {}) as never} className={styles.code}>{value.code}</Link>
      {shown.map((locale, index) => (
        <span key={locale} className={`${styles.text} ${index > 0 ? styles.other : ''}`}>
          {value.name[locale] ?? <span className={styles.missing}>{t('frame:missing')}</span>}
        </span>
      ))}
      <span>{!value.isActive && <Told>{t('inactive')}</Told>}</span>
    </>
  )
}
