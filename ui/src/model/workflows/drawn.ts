/** Where the parts of a workflow's drawing stand. */
import type { Transition, WorkflowNode } from '../definition'

export const NODE = { left: 32, width: 150 }
export const HEIGHT = 40
const LIFT = 34
// Words of a way between neighbours need room.
const NARROW = 186
const WIDE = 300
const MARGIN = 20

/** Ways between the same ends, drawn as one. */
export interface Way {
  id: string
  links: Transition[]
  isFromAnywhere: boolean
  path: string
  x: number
  y: number
}

/** The size of a drawing, the height of its row of nodes, and its ways: on through the middle, further on above, back below. */
export function drawn(nodes: WorkflowNode[], links: Transition[]) {
  const at = (id: string) => nodes.findIndex((node) => node.id === id)
  const whole = links.filter((link) => at(link.to) >= 0 && (link.from === null || at(link.from) >= 0))
  const spans = whole.map((link) => (link.from === null ? 0 : at(link.to) - at(link.from)))
  const isEntered = whole.some((link) => link.from === null)
  const above = Math.max(isEntered ? 1.4 : 0, ...spans.map((span) => (span > 1 ? span : 0)))
  const below = Math.max(0, ...spans.map((span) => -span), ...whole.map((link) => (link.from === link.to ? 1 : 0)))
  const top = MARGIN + above * LIFT
  const step = spans.includes(1) ? WIDE : NARROW
  const ways = grouped(whole).map((group) => wayOf(group, top, step, at))
  const width = NODE.left * 2 + NODE.width + step * Math.max(0, nodes.length - 1)
  return { width, step, height: top + HEIGHT + MARGIN + below * LIFT, top, ways }
}

function grouped(links: Transition[]): Transition[][] {
  const groups = new Map<string, Transition[]>()
  for (const link of links) {
    const key = `${link.from ?? ''}>${link.to}`
    groups.set(key, [...(groups.get(key) ?? []), link])
  }
  return [...groups.values()]
}

function wayOf(links: Transition[], top: number, step: number, at: (id: string) => number): Way {
  const [link] = links as [Transition]
  const id = `${link.from ?? ''}>${link.to}`
  const left = (index: number) => NODE.left + index * step
  const to = at(link.to)
  const end = left(to)
  if (link.from === null) {
    const x = end + NODE.width / 2
    return { id, links, isFromAnywhere: true, path: `M${x} ${top - LIFT} V${top - 3}`, x, y: top - LIFT - 7 }
  }
  const from = at(link.from)
  const span = to - from
  const start = left(from) + NODE.width
  const middle = top + HEIGHT / 2
  if (span === 1) return { id, links, isFromAnywhere: false, path: `M${start} ${middle} H${end - 3}`, x: (start + end) / 2, y: middle - 6 }
  const isOn = span > 1
  const edge = isOn ? top : top + HEIGHT
  // Beside the middle, so that ways there and back don't touch.
  const x1 = left(from) + NODE.width / 2 + (isOn ? 24 : -24)
  const x2 = end + NODE.width / 2 + (isOn ? -24 : 24)
  const y = isOn ? edge - LIFT * span * 0.75 : edge + LIFT * Math.max(1, -span) * 0.85
  return { id, links, isFromAnywhere: false, path: `M${x1} ${edge} C${x1} ${y} ${x2} ${y} ${x2} ${edge + (isOn ? -3 : 3)}`, x: (x1 + x2) / 2, y: edge + (y - edge) * 0.75 + 4 }
}
