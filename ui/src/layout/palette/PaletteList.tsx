import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Palette.module.css'
import type { Entry, EntryGroup } from './useEntries'

interface Props {
  id: string
  groups: EntryGroup[]
  at: number
  onPoint: (at: number) => void
  onChoose: (entry: Entry) => void
  /** What is said where nothing is found. */
  empty: string | null
}

export function PaletteList({ id, groups, at, onPoint, onChoose, empty }: Props) {
  const { t } = useTranslation()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [at])
  let next = 0
  return (
    <div ref={list} id={id} role="listbox" aria-label={t('palette.found')} className={styles.list} tabIndex={-1}>
      {groups.map((group) => (
        <div key={group.name} role="group" aria-label={group.name}>
          <div className={styles.name} aria-hidden>{group.name}</div>
          {group.entries.map((entry) => {
            const place = next++
            return <Line key={entry.key} id={`${id}-${place}`} entry={entry} isChosen={place === at} onPoint={() => onPoint(place)} onChoose={() => onChoose(entry)} />
          })}
        </div>
      ))}
      {groups.length === 0 && empty && <p className={styles.empty} role="option" aria-selected={false} aria-disabled>{empty}</p>}
    </div>
  )
}

function Line({ id, entry, isChosen, onPoint, onChoose }: { id: string; entry: Entry; isChosen: boolean; onPoint: () => void; onChoose: () => void }) {
  const Mark = entry.icon
  return (
    <div id={id} role="option" aria-selected={isChosen} className={styles.line} onPointerMove={onPoint} onClick={onChoose}>
      {entry.picture ? <img src={entry.picture} alt="" className={styles.picture} loading="lazy" /> : <span className={styles.mark}><Mark size={17} stroke={1.6} aria-hidden /></span>}
      <span className={styles.label}>{entry.label}</span>
      {entry.code && entry.code !== entry.label && <code className={styles.code}>{entry.code}</code>}
      {entry.kind && <span className={styles.kind}>{entry.kind}</span>}
    </div>
  )
}
