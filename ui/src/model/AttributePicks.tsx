import { Checkbox, Group, TextInput, UnstyledButton } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attribute } from '@/api/types'
import { useLabel } from '@/layout/DataLocale'
import styles from './AttributePicks.module.css'
import { TYPES } from './attribute/types'
import { useThe } from './definition'
import { treeOf, type SheetNode } from './sheet/sheet'

/** One column of boxes to tick. */
export interface Picks {
  label: string
  picked: string[]
  onChange: (picked: string[]) => void
  /** Which attributes may be ticked. */
  allows: (attribute: Attribute) => boolean
  /** Which ones another column ticks along: shown so, and not to be changed. */
  implies?: (attribute: Attribute) => boolean
}

interface Props {
  /** Those to choose from, all of one document type. */
  attributes: Attribute[]
  columns: Picks[]
}

/** Attributes by section, with a box to tick for each column. */
export function AttributePicks({ attributes, columns }: Props) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const [searched, setSearched] = useState('')
  const groups = useThe('attribute-groups')
  const words = searched.toLowerCase()
  const found = attributes.filter((one) => `${one.id} ${label(one.name)}`.toLowerCase().includes(words))
  const type = attributes[0]?.documentType?.id
  const own = groups.filter((group) => group.documentType === null || group.documentType.id === type)
  const sections = sectionsOf(treeOf(own, found))
  return (
    <div>
      <TextInput aria-label={t('sheet.search')} placeholder={t('sheet.search')} leftSection={<IconSearch size={16} />} value={searched} onChange={(event) => setSearched(event.currentTarget.value)} mb={8} />
      {columns.length > 1 && (
        <div className={styles.head} aria-hidden>
          {columns.map((column) => <span key={column.label}>{column.label}</span>)}
        </div>
      )}
      {sections.map(({ id, group, children }) => (
        <Section key={id} title={group ? label(group.name, group.id) : t('sheet.rest')} attributes={children!.map((node) => node.attribute!)} columns={columns} />
      ))}
    </div>
  )
}

const sectionsOf = (nodes: SheetNode[]): SheetNode[] =>
  nodes.flatMap((node) => (node.level === 3 || node.level === 0 ? (node.children?.length ? [node] : []) : sectionsOf(node.children ?? [])))

function Section({ title, attributes, columns }: Props & { title: string }) {
  const { t } = useTranslation('model')
  const label = useLabel()
  return (
    <fieldset className={styles.section}>
      <legend className={styles.title}>
        {title}
        <Group gap={12} wrap="nowrap" component="span">
          {columns.map((column) => <All key={column.label} column={column} attributes={attributes} title={title} />)}
        </Group>
      </legend>
      {attributes.map((attribute) => {
        const Mark = TYPES[attribute.type]?.icon
        const name = label(attribute.name, attribute.id)
        return (
          <div key={attribute.id} className={styles.row}>
            {Mark && <Mark size={15} stroke={1.6} aria-label={t(`types.${attribute.type}`)} />}
            <span className={styles.name} title={attribute.id}>{name}</span>
            {columns.map((column) => (
              <span key={column.label} className={styles.box}>
                {column.allows(attribute) && (
                  <Checkbox
                    size="xs"
                    aria-label={columns.length > 1 ? `${name} · ${column.label}` : name}
                    checked={column.picked.includes(attribute.id) || isImplied(column, attribute)}
                    disabled={isImplied(column, attribute)}
                    onChange={(event) => column.onChange(toggled(column.picked, [attribute.id], event.currentTarget.checked))}
                  />
                )}
              </span>
            ))}
          </div>
        )
      })}
    </fieldset>
  )
}

/** Ticks or unticks a whole section. */
function All({ column, attributes, title }: { column: Picks; attributes: Attribute[]; title: string }) {
  const { t } = useTranslation('model')
  const ids = attributes.filter((one) => column.allows(one) && !isImplied(column, one)).map((one) => one.id)
  const picked = ids.filter((id) => column.picked.includes(id)).length
  if (ids.length === 0) return <span className={styles.box} />
  const isAll = picked === ids.length
  return (
    <UnstyledButton className={styles.all} aria-label={`${picked}/${ids.length} · ${title} · ${column.label} · ${t(isAll ? 'picks.none' : 'picks.all')}`} onClick={() => column.onChange(toggled(column.picked, ids, !isAll))}>
      {picked}/{ids.length}
    </UnstyledButton>
  )
}

const isImplied = (column: Picks, attribute: Attribute) => column.implies?.(attribute) ?? false

const toggled = (picked: string[], ids: string[], isOn: boolean) =>
  isOn ? [...new Set([...picked, ...ids])] : picked.filter((id) => !ids.includes(id))
