import { ActionIcon, Tooltip } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconFolder, IconFolders, IconInbox, IconLayoutNavbar, IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { NodeRendererProps } from 'react-arborist'
import type { Attribute } from '@/api/types'
import { useLabel } from '@/layout/DataLocale'
import { TYPES } from '../attribute/types'
import { Told } from '../Told'
import { NEW } from '../ways'
import { REST, type SheetNode } from './sheet'
import styles from './SheetPage.module.css'

interface Props extends NodeRendererProps<SheetNode> {
  path: string
  /** Its properties are shown. */
  isChosen: boolean
}

const MARKS = { 0: IconInbox, 1: IconLayoutNavbar, 2: IconFolders, 3: IconFolder } as const

/** One line of the tree: a group with what it holds, or an attribute with what it is. */
export function SheetRow({ node, style, dragHandle, path, isChosen }: Props) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const { data } = node
  const { attribute, group } = data
  const Mark = attribute ? (TYPES[attribute.type]?.icon ?? IconFolder) : MARKS[data.level as 0 | 1 | 2 | 3]
  const one = attribute ?? group
  return (
    <div
      ref={dragHandle}
      style={style}
      className={styles.row}
      data-level={data.level}
      data-chosen={isChosen || undefined}
      data-focused={node.isFocused || undefined}
      data-drop={node.willReceiveDrop || undefined}
    >
      <span
        className={styles.toggle}
        aria-hidden
        onClick={(event) => {
          event.stopPropagation()
          node.toggle()
        }}
      >
        {data.children && (node.isOpen ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />)}
      </span>
      <Mark size={16} stroke={1.6} className={styles.icon} aria-hidden />
      <span className={styles.name}>{one ? label(one.name, one.id) : t('sheet.rest')}</span>
      {attribute && <span className={styles.code}>{attribute.id}</span>}
      {data.children && <span className={styles.count}>{data.children.length}</span>}
      <span className={styles.told}>
        {attribute && <Flags attribute={attribute} />}
        {attribute && <span className={styles.type}>{t(`types.${attribute.type}`)}</span>}
        {(group || data.id === REST) && <Add node={data} path={path} />}
      </span>
    </div>
  )
}

function Flags({ attribute }: { attribute: Attribute }) {
  const { t } = useTranslation('model')
  const flags = (['isLocalizable', 'isRequired', 'isUnique', 'isHidden', 'isReadOnly'] as const).filter((flag) => attribute[flag])
  return flags.map((flag) => (
    <span key={flag} className={styles.badge}><Told>{t(`attribute.short.${flag}`)}</Told></span>
  ))
}

/** Makes what can stand in a group. */
function Add({ node, path }: { node: SheetNode; path: string }) {
  const { t } = useTranslation('model')
  const isSection = node.level === 3 || node.id === REST
  const to = isSection ? `${path}/attributes/${NEW}` : `${path}/groups/${NEW}`
  const search = isSection ? { section: node.group?.id } : { parent: node.group?.id }
  const words = t(isSection ? 'sheet.addAttribute' : 'sheet.addGroup')
  return (
    <Tooltip label={words}>
      <ActionIcon component={Link} to={to} search={search as never} size={24} variant="subtle" color="gray" className={styles.add} aria-label={words} tabIndex={-1} onClick={(event) => event.stopPropagation()}>
        <IconPlus size={15} />
      </ActionIcon>
    </Tooltip>
  )
}
