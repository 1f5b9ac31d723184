import { Button, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Facet } from '@/api/client'
import type { Attribute } from '@/api/types'
import { shownText, type Listed } from '@/grid/attribute/texts'
import { useSpeech } from '@/grid/attribute/useSpeech'
import { isCondition, read, written, type Condition } from '../filter/conditions'
import type { FilterJson } from '../filter/json'
import styles from './FacetPanel.module.css'

interface Props {
  facet: Facet
  attribute: Attribute
  filter: FilterJson
  onChange: (filter: FilterJson) => void
}

/** How many are shown before somebody asks for more. */
const FIRST = 8

/** The values of one attribute with their counts. */
export function FacetList({ facet, attribute, filter, onChange }: Props) {
  const { t } = useTranslation('documents')
  const speech = useSpeech()
  const [isAll, setAll] = useState(false)
  const field = `attributes.${attribute.id}`
  const group = read(filter)
  const mine = group.items.find((item): item is Condition => isCondition(item) && item.field === field && item.part === (facet.locale ?? undefined) && (item.op === 'in' || item.op === 'missing'))
  const chosen = mine?.op === 'in' ? (mine.value as unknown[]) : []
  const most = Math.max(facet.missing, ...facet.values.map((one) => one.count))

  const put = (condition: Condition | null) => {
    const others = group.items.filter((item) => item !== mine)
    onChange(written({ ...group, items: condition ? [...others, condition] : others }))
  }
  const place = { field, part: facet.locale ?? undefined }
  const press = (value: unknown) => {
    const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]
    put(next.length > 0 ? { ...place, op: 'in', value: next } : null)
  }
  const shown = isAll ? facet.values : facet.values.slice(0, FIRST)

  return (
    <>
      <ul className={styles.values}>
        {shown.map(({ value, count }, index) => {
          const asked = askedOf(value)
          return <Counted key={index} name={shownText(attribute, value, speech)} count={count} most={most} isChosen={chosen.includes(asked)} onPress={() => press(asked)} />
        })}
        {facet.missing > 0 && (
          <Counted name={t('facets.missing')} count={facet.missing} most={most} isChosen={mine?.op === 'missing'} onPress={() => put(mine?.op === 'missing' ? null : { ...place, op: 'missing' })} />
        )}
      </ul>
      {facet.values.length > FIRST && <Button size="compact-xs" variant="subtle" onClick={() => setAll(!isAll)}>{t(isAll ? 'facets.fewer' : 'facets.more', { count: facet.values.length - FIRST })}</Button>}
    </>
  )
}

/** What is asked for a value as it is counted. */
function askedOf(value: unknown): unknown {
  return Array.isArray(value) && value.length > 0 && typeof value[0] === 'object' ? (value[0] as Listed).code : value
}

interface CountedProps {
  name: string
  count: number
  most: number
  isChosen: boolean
  onPress: () => void
}

function Counted({ name, count, most, isChosen, onPress }: CountedProps) {
  const { i18n } = useTranslation()
  return (
    <li>
      <UnstyledButton className={styles.value} aria-pressed={isChosen} onClick={onPress}>
        <span className={styles.name} title={name}>{name}</span>
        <span className={styles.count}>{count.toLocaleString(i18n.language)}</span>
        <span className={styles.bar} style={{ width: `calc((100% - 16px) * ${count / most})` }} />
      </UnstyledButton>
    </li>
  )
}
