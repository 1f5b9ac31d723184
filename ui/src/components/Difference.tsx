import { useTranslation } from 'react-i18next'
import { useAttributes } from '@/api/model'
import { AttributeField } from '@/attributes/AttributeField'
import { isEmpty } from '@/attributes/kinds'
import type { Attribute } from '@/api/types'
import type { Touched } from './History'
import styles from './History.module.css'

const TEXTS = ['text', 'multiline', 'html']
const LISTED = ['select', 'multiselect']

/** What was and what is, side by side or, in texts, word by word. */
export function Difference({ touched: { before, after, attribute } }: { touched: Touched }) {
  const { t } = useTranslation('product')
  const known = useAttributes().get(attribute ?? '')
  if (typeof before === 'string' && typeof after === 'string' && (!known || TEXTS.includes(known.type))) return <Words before={plain(before)} after={plain(after)} />
  return (
    <span className={styles.sides}>
      <del><span className={styles.unseen}>{t('history.was')} </span><Side attribute={known} value={before} /></del>
      <span aria-hidden>→</span>
      <ins><span className={styles.unseen}>{t('history.is')} </span><Side attribute={known} value={after} /></ins>
    </span>
  )
}

function Side({ attribute, value }: { attribute: Attribute | undefined; value: unknown }) {
  const { t } = useTranslation('product')
  if (isEmpty(value)) return <i>{t('value.none')}</i>
  // A history names values of lists by their codes.
  if (attribute && !LISTED.includes(attribute.type)) return <AttributeField attribute={attribute} value={value} />
  return <>{said(value)}</>
}

function said(value: unknown): string {
  if (Array.isArray(value)) return value.map(said).join(', ')
  if (value && typeof value === 'object') return 'id' in value ? String(value.id) : JSON.stringify(value)
  return String(value)
}

const plain = (text: string) => (text.startsWith('<') ? text.replace(/<\/(p|li|h\d)>/g, '\n').replace(/<[^>]+>/g, '').trim() : text)

/** Words compared beyond this many would take too long; then one text stands behind the other. */
const MOST = 600

function Words({ before, after }: { before: string; after: string }) {
  return (
    <span className={styles.words}>
      {wordsOf(before, after).map(([kind, text], at) => (kind === 'same' ? <span key={at}>{text}</span> : kind === 'gone' ? <del key={at}>{text}</del> : <ins key={at}>{text}</ins>))}
    </span>
  )
}

type Piece = ['same' | 'gone' | 'new', string]

/** The longest common run of words, and what is around it. */
export function wordsOf(before: string, after: string): Piece[] {
  const one = before.split(/(\s+)/)
  const other = after.split(/(\s+)/)
  if (one.length > MOST || other.length > MOST) return [['gone', before], ['new', after]]
  const lengths = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1))
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) lengths[i]![j] = one[i] === other[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  }
  const pieces: Piece[] = []
  const add = (kind: Piece[0], text: string) => {
    const last = pieces.at(-1)
    if (last?.[0] === kind) last[1] += text
    else pieces.push([kind, text])
  }
  let i = 0
  let j = 0
  while (i < one.length || j < other.length) {
    if (i < one.length && j < other.length && one[i] === other[j]) add('same', one[i++]!), j++
    else if (i < one.length && (j === other.length || at(i + 1, j) >= at(i, j + 1))) add('gone', one[i++]!)
    else add('new', other[j++]!)
  }
  return pieces
}
