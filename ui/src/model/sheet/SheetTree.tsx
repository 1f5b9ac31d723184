import { useElementSize } from '@mantine/hooks'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useMemo, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Tree, type NodeApi, type TreeApi } from 'react-arborist'
import { useLabel } from '@/layout/DataLocale'
import { mayStandIn, REST, type SheetNode } from './sheet'
import styles from './SheetPage.module.css'
import { SheetRow } from './SheetRow'
import { useMove } from './useMove'

interface Props {
  nodes: SheetNode[]
  /** The address of the sheet. */
  path: string
  search: string
}

/** The tree itself: drag a line, or move it with Alt and the arrow keys. */
export function SheetTree({ nodes, path, search }: Props) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const navigate = useNavigate()
  const move = useMove()
  const tree = useRef<TreeApi<SheetNode>>(null)
  const { ref, width, height } = useElementSize()
  const chosen = useChosen()
  const words = useMemo(() => search.toLowerCase().split(/\s+/).filter(Boolean), [search])
  const open = (node: SheetNode) => {
    const to = wayTo(node, path)
    if (to) void navigate({ to, search: search ? { q: search } : {} })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const focused = tree.current?.focusedNode
    if (!focused || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    event.stopPropagation()
    const siblings = (focused.parent?.children ?? []).map((one) => one.data)
    const at = focused.childIndex
    const to = event.key === 'ArrowUp' ? at - 1 : at + 1
    if (siblings[to] && siblings[to].id !== REST) void move(focused.data, parentOf(focused), swapped(siblings, at, to))
  }
  return (
    <div className={styles.tree} ref={ref} onKeyDownCapture={onKeyDown}>
      <Tree<SheetNode>
        ref={tree}
        data={nodes}
        width={width || 600}
        height={height || 400}
        rowHeight={34}
        indent={22}
        paddingTop={6}
        paddingBottom={24}
        className={styles.outer}
        aria-label={t('sheet.tree')}
        disableMultiSelection
        disableEdit
        selection={chosen}
        searchTerm={search}
        searchMatch={(node) => words.every((word) => textOf(node.data, label).includes(word))}
        disableDrag={(node) => node.id === REST || search !== ''}
        disableDrop={({ parentNode, dragNodes }) => !dragNodes.every((node) => mayStandIn(node.data, parentNode.isRoot ? null : parentNode.data))}
        onActivate={(node) => (node.id === REST ? node.toggle() : open(node.data))}
        onMove={({ dragNodes: [dragged], parentNode, index }) => {
          if (!dragged) return
          const parent = parentNode && !parentNode.isRoot ? parentNode : null
          const present = (parent ? parent.data.children : nodes) ?? []
          void move(dragged.data, parent?.data ?? null, inserted(present, dragged.data, index))
        }}
      >
        {(props) => <SheetRow {...props} path={path} isChosen={props.node.id === chosen} />}
      </Tree>
    </div>
  )
}

/** The line whose properties are shown. */
function useChosen(): string | undefined {
  const parts = useLocation().pathname.split('/')
  const [kind, code] = parts.slice(-2)
  if (!code) return undefined
  return kind === 'attributes' ? `a:${code}` : kind === 'groups' ? `g:${code}` : undefined
}

function wayTo({ attribute, group }: SheetNode, path: string): string | null {
  if (attribute) return `${path}/attributes/${attribute.id}`
  return group && `${path}/groups/${group.id}`
}

function textOf({ attribute, group }: SheetNode, label: ReturnType<typeof useLabel>): string {
  const one = attribute ?? group
  return one ? `${one.id} ${label(one.name, one.id)} ${attribute?.type ?? ''}`.toLowerCase() : ''
}

const parentOf = (node: NodeApi<SheetNode>) => (node.parent && !node.parent.isRoot ? node.parent.data : null)

/** The siblings after a move; the index counts what is dragged where it still stands. */
function inserted(siblings: SheetNode[], moved: SheetNode, index: number): SheetNode[] {
  const at = siblings.indexOf(moved)
  const others = siblings.filter((one) => one !== moved && one.id !== REST)
  others.splice(at >= 0 && at < index ? index - 1 : index, 0, moved)
  return others
}

function swapped(siblings: SheetNode[], from: number, to: number): SheetNode[] {
  const all = [...siblings]
  ;[all[from], all[to]] = [all[to]!, all[from]!]
  return all.filter((one) => one.id !== REST)
}
