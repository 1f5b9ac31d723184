import { ActionIcon, Checkbox, ScrollArea, Text, TextInput, Tooltip } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconGripVertical, IconPin, IconPinFilled } from '@tabler/icons-react'
import { useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useDataLocale, useLabel } from '@/layout/DataLocale'
import type { ColumnSpec } from '../search'
import type { Definitions } from '../useDefinitions'
import styles from './ColumnChooser.module.css'
import { columnTitle } from './titles'

export interface Props {
  columns: ColumnSpec[]
  definitions: Definitions
  onChange: (columns: ColumnSpec[]) => void
}

const OWN = ['picture', 'id', 'tags', 'classifications', 'attributeSet', 'isActive', 'variants', 'dateCreated', 'dateModified', 'createdBy', 'updatedBy']

/** What the chooser offers: the columns that are shown, to move and to keep, then all others. */
export default function ColumnChoices({ columns, definitions, onChange }: Props) {
  const { t } = useTranslation('documents')
  const label = useLabel()
  const { locales } = useDataLocale()
  const [query, setQuery] = useState('')
  const [dragged, setDragged] = useState<string | null>(null)
  const title = (key: string) => columnTitle(key, definitions, label, t)
  const chosen = new Set(columns.map((column) => column.key))
  const folded = query.trim().toLocaleLowerCase()
  const isFound = (key: string) => folded === '' || title(key).toLocaleLowerCase().includes(folded) || key.toLowerCase().includes(folded)
  const others = allKeys(definitions, folded === '' ? [] : locales).filter((key) => !chosen.has(key) && isFound(key))

  const move = (key: string, to: number) => {
    const moved = columns.find((column) => column.key === key)
    if (!moved || to < 0 || to >= columns.length) return
    const rest = columns.filter((column) => column !== moved)
    onChange([...rest.slice(0, to), moved, ...rest.slice(to)])
  }
  const drag = (key: string, at: number) => ({
    draggable: true,
    onDragStart: (event: DragEvent) => { event.dataTransfer.effectAllowed = 'move'; setDragged(key) },
    onDragOver: (event: DragEvent) => { event.preventDefault(); if (dragged && dragged !== key) move(dragged, at) },
    onDragEnd: () => setDragged(null),
  })

  return (
    <>
      <TextInput m={10} size="xs" autoFocus data-autofocus value={query} onChange={(event) => setQuery(event.currentTarget.value)} placeholder={t('columns.find')} aria-label={t('columns.find')} />
      <ScrollArea.Autosize mah={420} type="auto" viewportProps={{ tabIndex: 0 }}>
        <Text className={styles.part}>{t('columns.shown')}</Text>
        <ul className={styles.list}>
          {columns.map((column, at) => isFound(column.key) && (
            <li key={column.key} className={styles.line} data-dragged={dragged === column.key || undefined} {...drag(column.key, at)}>
              <IconGripVertical size={14} className={styles.grip} aria-hidden />
              <Checkbox size="xs" className={styles.name} checked onChange={() => onChange(columns.filter((one) => one !== column))} label={title(column.key)} />
              <Small label={t('columns.up', { title: title(column.key) })} onClick={() => move(column.key, at - 1)} isOff={at === 0}><IconArrowUp size={14} /></Small>
              <Small label={t('columns.down', { title: title(column.key) })} onClick={() => move(column.key, at + 1)} isOff={at === columns.length - 1}><IconArrowDown size={14} /></Small>
              <Small
                label={t(column.isFrozen ? 'columns.unfreeze' : 'columns.freeze', { title: title(column.key) })}
                onClick={() => onChange(columns.map((one) => (one === column ? { ...one, isFrozen: !one.isFrozen } : one)))}
              >
                {column.isFrozen ? <IconPinFilled size={14} /> : <IconPin size={14} />}
              </Small>
            </li>
          ))}
        </ul>
        <Text className={styles.part}>{t('columns.others')}</Text>
        <ul className={styles.list}>
          {others.map((key) => (
            <li key={key} className={styles.line}>
              <span className={styles.grip} />
              <Checkbox size="xs" className={styles.name} checked={false} onChange={() => onChange([...columns, { key, width: null, isFrozen: false }])} label={title(key)} />
            </li>
          ))}
        </ul>
      </ScrollArea.Autosize>
    </>
  )
}

interface SmallProps {
  label: string
  onClick: () => void
  isOff?: boolean
  children: React.ReactNode
}

function Small({ label, onClick, isOff, children }: SmallProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon size={22} variant="subtle" color="gray" aria-label={label} onClick={onClick} disabled={isOff}>{children}</ActionIcon>
    </Tooltip>
  )
}

/** All columns there are; those of one language besides the one that is worked in, where somebody looks for them. */
function allKeys({ attributes, settings, workflows }: Definitions, locales: string[]): string[] {
  const each = (key: string, isLocalised: boolean) => [key, ...(isLocalised ? locales.map((locale) => `${key}.${locale}`) : [])]
  return [
    ...OWN,
    ...settings.flatMap((one) => each(`completeness.${one.id}`, true)),
    ...workflows.map((one) => `workflow.${one.id}`),
    ...attributes.flatMap((one) => each(`attributes.${one.id}`, one.isLocalizable)),
  ]
}
