import { IconChevronRight } from '@tabler/icons-react'
import { createContext, use, type ReactNode } from 'react'
import type { CursorProps, NodeRendererProps, RowRendererProps } from 'react-arborist'
import { useTranslation } from 'react-i18next'
import type { Branch } from './Tree'
import styles from './Tree.module.css'

/** What a tree shows beside the names of its nodes. */
export interface Decoration {
  mark?: (branch: Branch) => ReactNode
  trail?: (branch: Branch) => ReactNode
  canRename?: boolean
}

export const Decoration = createContext<Decoration>({})

export function TreeRow<T extends Branch>({ node, innerRef, attrs, children }: RowRendererProps<T>) {
  const hasSome = !!node.children?.length
  return (
    <div
      {...attrs}
      style={{ ...attrs.style, minWidth: 0 }}
      ref={innerRef}
      className={styles.row}
      aria-expanded={hasSome ? node.isOpen : undefined}
      data-target={node.willReceiveDrop || undefined}
      onFocus={(event) => event.stopPropagation()}
      onClick={node.handleClick}
    >
      {children}
    </div>
  )
}

export function TreeNode<T extends Branch>({ node, style, dragHandle }: NodeRendererProps<T>) {
  const { mark, trail, canRename } = use(Decoration)
  const hasSome = !!node.children?.length
  const toggle = (event: { stopPropagation: () => void }) => {
    event.stopPropagation()
    node.toggle()
  }
  return (
    <div ref={dragHandle} style={style} className={styles.node} data-dim={node.data.isDim || undefined} data-dragged={node.isDragging || undefined}>
      <span className={styles.arrow} data-open={node.isOpen || undefined} data-shown={hasSome || undefined} onClick={hasSome ? toggle : undefined} aria-hidden>
        {hasSome && <IconChevronRight size={14} stroke={2} />}
      </span>
      {mark?.(node.data)}
      {node.isEditing ? (
        <Renaming name={node.data.name} onDone={(name) => (name ? node.submit(name) : node.reset())} />
      ) : (
        <span className={styles.name} title={node.data.name} onDoubleClick={canRename ? () => void node.edit() : undefined}>{node.data.name}</span>
      )}
      {trail && <span className={styles.trail}>{trail(node.data)}</span>}
    </div>
  )
}

function Renaming({ name, onDone }: { name: string; onDone: (name: string | null) => void }) {
  const { t } = useTranslation('trees')
  return (
    <input
      className={styles.renaming}
      aria-label={t('rename')}
      defaultValue={name}
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => onDone(event.currentTarget.value.trim())}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone(null)
        if (event.key === 'Enter') onDone(event.currentTarget.value.trim())
      }}
    />
  )
}

/** The line at which dragged nodes would be put. */
export function TreeCursor({ top, left, indent }: CursorProps) {
  return <div className={styles.cursor} style={{ top: top - 1, left: left + 6, right: indent }} />
}
