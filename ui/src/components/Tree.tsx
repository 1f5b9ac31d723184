import { useElementSize } from '@mantine/hooks'
import { useEffect, useImperativeHandle, useMemo, useRef, useState, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import { Tree as Arborist, type MoveHandler, type NodeApi, type TreeApi } from 'react-arborist'
import styles from './Tree.module.css'
import { Decoration, TreeCursor, TreeNode, TreeRow } from './TreeNode'
import { keyMove, placeOf } from './treeMoves'

/** A node of a tree. Without `children` it is a leaf, into which nothing can be moved. */
export interface Branch {
  id: string
  name: string
  children?: Branch[]
  /** Shown softly, as what is inactive is. */
  isDim?: boolean
}

/** Where nodes shall go: below `parent` (null: to the top), at `index` among those that are there besides them. */
export interface Move {
  ids: string[]
  parent: string | null
  index: number
}

/** What can be done to a tree from outside. */
export interface TreeHandle {
  openAll: () => void
  closeAll: () => void
  rename: (id: string) => void
}

interface Props<T extends Branch> {
  /** What it is, for those who don't see it. */
  label: string
  branches: T[]
  chosen?: string
  onChoose?: (id: string) => void
  /** Shows only what has this in its name or code, and the way there. */
  filter?: string
  /** By drag, or by Alt and arrows. */
  onMove?: (move: Move) => void
  /** By F2 or a double click. */
  onRename?: (id: string, name: string) => void
  /** By the Delete key. */
  onDelete?: (id: string) => void
  /** Says where something can't be moved to. */
  isRefused?: (ids: string[], parent: string | null) => boolean
  /** Stands before a name. */
  mark?: (branch: T) => ReactNode
  /** Stands at the end of a row. */
  trail?: (branch: T) => ReactNode
  handle?: Ref<TreeHandle>
}

const ROW = 32

/** A tree of any size: only the rows in sight are drawn; all of it works by keyboard. */
export function Tree<T extends Branch>(props: Props<T>) {
  const { label, branches, chosen, onChoose, filter, onMove, onRename, isRefused, mark, trail, handle } = props
  const tree = useRef<TreeApi<T> | undefined>(undefined)
  const { ref, width, height } = useElementSize()
  const [all, setAll] = useState({ isOpen: false, times: 0 })
  useRevealed(tree, height > 0 ? all.times : -1, branches, chosen)
  useImperativeHandle(handle, () => ({
    openAll: () => setAll(({ times }) => ({ isOpen: true, times: times + 1 })),
    closeAll: () => setAll(({ times }) => ({ isOpen: false, times: times + 1 })),
    rename: (id) => void tree.current?.edit(id),
  }), [])
  const decoration = useMemo(() => ({ mark, trail, canRename: !!onRename }) as Decoration, [mark, trail, onRename])
  const moved: MoveHandler<T> = ({ dragIds, dragNodes, parentId, index }) => {
    const isInto = tree.current?.state.dnd.index === null
    onMove?.({ ids: dragIds, parent: parentId, index: placeOf(dragNodes, parentId, isInto ? Infinity : index) })
  }
  const chose = (nodes: NodeApi<T>[]) => {
    const id = nodes[0]?.id
    if (id && id !== chosen) onChoose?.(id)
  }
  return (
    <Decoration value={decoration}>
      <div ref={ref} className={styles.tree} onKeyDownCapture={(event) => onKey(event, tree.current, props)}>
        {height > 0 && (
          <Arborist<T>
            // Drawn anew, thousands of nodes open at once; one after the other they would take seconds.
            key={all.times}
            ref={tree}
            aria-label={label}
            data={branches}
            childrenAccessor={(branch) => (branch.children as T[] | undefined) ?? null}
            width={width}
            height={height}
            rowHeight={ROW}
            indent={20}
            padding={4}
            openByDefault={all.isOpen}
            disableMultiSelection
            selectionFollowsFocus={false}
            disableDrag={!onMove}
            disableDrop={({ parentNode, dragNodes }) => isRefused?.(dragNodes.map(({ id }) => id), parentNode.isRoot ? null : parentNode.id) ?? false}
            disableEdit={!onRename}
            searchTerm={filter}
            searchMatch={matches}
            onSelect={chose}
            onMove={moved}
            onRename={({ id, name }) => onRename?.(id, name)}
            renderRow={TreeRow}
            renderCursor={TreeCursor}
          >
            {TreeNode}
          </Arborist>
        )}
      </div>
    </Decoration>
  )
}

/** Opens the way to what is chosen as soon as it is there, and again when it was moved; `drawn` says which drawing of the tree it is. */
function useRevealed<T extends Branch>(tree: { current: TreeApi<T> | undefined }, drawn: number, branches: T[], chosen?: string) {
  const way = useMemo(() => (chosen ? wayTo(branches, chosen) : null), [branches, chosen])
  useEffect(() => {
    if (!chosen) tree.current?.deselectAll()
    if (!chosen || way === null) return
    const later = setTimeout(() => {
      tree.current?.openParents(chosen)
      setTimeout(() => {
        if (tree.current?.get(chosen) && !tree.current.isSelected(chosen)) tree.current.select(chosen, { focus: false })
      })
    })
    return () => clearTimeout(later)
  }, [tree, drawn, way, chosen])
}

/** The codes from the top down to a node, in one text; null where it isn't. */
function wayTo(branches: Branch[], id: string): string | null {
  for (const branch of branches) {
    if (branch.id === id) return id
    const rest = branch.children?.length ? wayTo(branch.children, id) : null
    if (rest !== null) return `${branch.id}/${rest}`
  }
  return null
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

function matches<T extends Branch>(node: NodeApi<T>, term: string): boolean {
  const sought = plain(term)
  return plain(node.data.name).includes(sought) || node.id.toLowerCase().includes(sought)
}

/** Keys beside the arrows: Enter chooses, F2 renames, Delete deletes, Alt and arrows move. */
function onKey<T extends Branch>(event: KeyboardEvent, tree: TreeApi<T> | undefined, { onMove, onRename, onDelete, isRefused }: Props<T>) {
  const node = tree?.focusedNode
  if (!tree || !node || tree.isEditing || (event.target as Element).closest('input')) return
  const did = () => {
    event.preventDefault()
    event.stopPropagation()
  }
  if (event.key === 'Enter') {
    did()
    node.select()
  } else if (event.key === 'F2' && onRename) {
    did()
    void tree.edit(node.id)
  } else if ((event.key === 'Delete' || event.key === 'Backspace') && onDelete) {
    did()
    onDelete(node.id)
  } else if (event.altKey && onMove) {
    const move = keyMove(node, event.key)
    if (!move) return
    did()
    if (!isRefused?.(move.ids, move.parent)) onMove(move)
    if (move.parent) tree.open(move.parent)
  }
}
