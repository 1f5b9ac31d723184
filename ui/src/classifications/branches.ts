import type { Branch } from '@/components/Tree'
import type { Node } from './types'

/** Siblings stand by their place, those at the same one by code. */
const inOrder = (a: Node, b: Node) => a.sequence - b.sequence || (a.id < b.id ? -1 : 1)

/** The nodes right below each, in their order. */
export function byParent(nodes: Node[]): Map<string, Node[]> {
  const below = new Map<string, Node[]>()
  for (const node of nodes) {
    const parent = node.parent?.id
    if (!parent) continue
    const siblings = below.get(parent)
    if (siblings) siblings.push(node)
    else below.set(parent, [node])
  }
  for (const siblings of below.values()) siblings.sort(inOrder)
  return below
}

/** The tree below a root, as it is shown. */
export function branchesOf(nodes: Node[], root: string, name: (node: Node) => string): Branch[] {
  const below = byParent(nodes)
  const grow = (parent: string): Branch[] => (below.get(parent) ?? []).map((node) => ({
    id: node.id,
    name: name(node),
    isDim: !node.isActive,
    children: grow(node.id),
  }))
  return grow(root)
}

/** The nodes from the top down to one, without the root. */
export function wayTo(nodes: Node[], id: string): Node[] {
  const known = new Map(nodes.map((node) => [node.id, node]))
  const way: Node[] = []
  for (let at = known.get(id); at?.parent; at = known.get(at.parent.id)) way.unshift(at)
  return way
}

/** How many nodes stand below one. */
export function countBelow(nodes: Node[], id: string): number {
  const below = byParent(nodes)
  const count = (parent: string): number => (below.get(parent) ?? []).reduce((sum, node) => sum + 1 + count(node.id), 0)
  return count(id)
}
