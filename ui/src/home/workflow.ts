import type { Me, Workflow } from '@/api/types'

type Node = Workflow['nodes'][string]
type Transition = Workflow['links'][string]

/** A node at which documents wait, and the ways on from there that somebody may go. */
export interface Step {
  workflow: Workflow
  node: Node
  transitions: Transition[]
}

/** Only ways to a later node are a task: nobody waits for what is done to be reopened. */
export function stepsOf(workflow: Workflow, me: Me): Step[] {
  const nodes = Object.values(workflow.nodes)
  const place = (id: string) => nodes.findIndex((node) => node.id === id)
  const isOpen = ({ roles }: Transition) => me.admin || roles.length === 0 || roles.some((role) => me.roles.includes(role))
  return nodes
    .map((node) => ({
      workflow,
      node,
      transitions: Object.values(workflow.links).filter((link) => (link.from === null || link.from === node.id) && place(link.to) > place(node.id) && isOpen(link)),
    }))
    .filter(({ transitions }) => transitions.length > 0)
}
