import { post } from '@/api/client'
import { failedToast, said } from '@/components/toast'
import type { Move } from '@/components/Tree'
import { byParent } from './branches'
import { changeNodes, refreshNodes } from './catalogs'
import type { Node } from './types'

/** Where a node stands. */
interface Place {
  id: string
  parent: { id: string }
  sequence: number
}

const placeOf = (node: Node): Place => ({ id: node.id, parent: { id: node.parent?.id ?? '' }, sequence: node.sequence })

/** The fewest new places that make the wish true: what already stands in order keeps its number. */
export function planned(nodes: Node[], { ids, parent, index }: Move, root: string): Place[] {
  const to = parent ?? root
  const moved = ids.flatMap((id) => nodes.find((node) => node.id === id) ?? [])
  const others = (byParent(nodes).get(to) ?? []).filter((node) => !ids.includes(node.id))
  const order = [...others.slice(0, index), ...moved, ...others.slice(index)]
  const places: Place[] = []
  let before = { sequence: 0, id: '' }
  for (const node of order) {
    const isMoved = ids.includes(node.id)
    const wished = isMoved ? before.sequence : node.sequence
    const isBehind = wished > before.sequence || (wished === before.sequence && node.id > before.id)
    const sequence = isBehind ? wished : before.sequence + 1
    if (node.sequence !== sequence || node.parent?.id !== to) places.push({ id: node.id, parent: { id: to }, sequence })
    before = { sequence, id: node.id }
  }
  return places
}

const AT_ONCE = 1_000

/** Shows the new places at once, and writes them. */
async function place(catalog: string, places: Place[]): Promise<void> {
  const wished = new Map(places.map((one) => [one.id, one]))
  changeNodes(catalog, (nodes) => nodes.map((node) => ({ ...node, ...wished.get(node.id) })))
  try {
    for (let from = 0; from < places.length; from += AT_ONCE) {
      await post('/api/classifications/bulk', { mode: 'update', atomic: true, items: places.slice(from, from + AT_ONCE) })
    }
  } finally {
    void refreshNodes()
  }
}

/** Moves nodes, and offers to take it back. */
export async function move(catalog: string, nodes: Node[], wish: Move, root: string, message: string): Promise<void> {
  const places = planned(nodes, wish, root)
  if (places.length === 0) return
  const before = places.flatMap(({ id }) => nodes.filter((node) => node.id === id).map(placeOf))
  try {
    await place(catalog, places)
    said(message, { undo: () => place(catalog, before) })
  } catch (error) {
    failedToast(error)
  }
}
