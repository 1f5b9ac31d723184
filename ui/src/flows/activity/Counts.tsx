import { IconAlertTriangle, IconCircleX, IconEqual, IconPencil, IconPlus, IconTrash, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Process } from '../process'
import styles from './Counts.module.css'

const KINDS: ['created' | 'updated' | 'deleted' | 'ignored' | 'errors', Icon][] = [
  ['created', IconPlus], ['updated', IconPencil], ['deleted', IconTrash], ['ignored', IconEqual], ['errors', IconCircleX],
]

/** What became of the lines, or would become of them, in numbers. */
export function Counts({ process }: { process: Process }) {
  const { t } = useTranslation('flows')
  const { count, warnings } = process.metadata
  if (!count || process.type === 'export') return null
  const mood = process.isDryRun ? 'would' : 'did'
  const shown = KINDS.filter(([kind]) => kind !== 'deleted' || count.deleted > 0)
  return (
    <div className={styles.counts}>
      {shown.map(([kind, mark]) => <Count key={kind} kind={kind} name={t(`counts.${mood}.${kind}`)} number={count[kind] ?? 0} mark={mark} />)}
      {!!warnings && <Count kind="warnings" name={t('counts.warnings')} number={warnings} mark={IconAlertTriangle} />}
    </div>
  )
}

function Count({ kind, name, number, mark: Mark }: { kind: string; name: string; number: number; mark: Icon }) {
  const { i18n } = useTranslation()
  return (
    <div className={styles.count} data-kind={kind} data-none={number === 0 || undefined}>
      <div className={styles.number}>{number.toLocaleString(i18n.language)}</div>
      <div className={styles.name}><Mark size={14} aria-hidden />{name}</div>
    </div>
  )
}
