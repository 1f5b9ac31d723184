import type { NodeApi } from 'react-arborist'
import type { Branch, Move } from './Tree'

/** A drop's index counts those that are dragged; ours doesn't. */
export function placeOf<T extends Branch>(dragged: NodeApi<T>[], parent: string | null, index: number): number {
  const inTheWay = dragged.filter((node) => parentOf(node) === parent && node.childIndex < index)
  return index - inTheWay.length
}

/** Where a key moves a node: up and down among its siblings, left out of its parent, right into the one above it. */
export function keyMove<T extends Branch>(node: NodeApi<T>, key: string): Move | null {
  const at = node.childIndex
  const siblings = node.parent?.children ?? []
  const parent = parentOf(node)
  const above = siblings[at - 1]
  const to = (where: string | null, index: number): Move => ({ ids: [node.id], parent: where, index })
  if (key === 'ArrowUp' && at > 0) return to(parent, at - 1)
  if (key === 'ArrowDown' && at < siblings.length - 1) return to(parent, at + 1)
  if (key === 'ArrowRight' && above?.children) return to(above.id, Infinity)
  if (key === 'ArrowLeft' && node.parent && !node.parent.isRoot) return to(parentOf(node.parent), node.parent.childIndex + 1)
  return null
}

function parentOf<T extends Branch>(node: NodeApi<T>): string | null {
  return !node.parent || node.parent.isRoot ? null : node.parent.id
}
