import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useLabel } from '@/layout/DataLocale'
import type { Transition, WorkflowNode } from '../definition'
import { drawn, HEIGHT, NODE, type Way } from './drawn'
import styles from './Workflow.module.css'

interface Props {
  nodes: WorkflowNode[]
  links: Transition[]
}

/** The nodes in a row with the ways between them; the table below says the same in words. */
export function Diagram({ nodes, links }: Props) {
  const { t } = useTranslation('model')
  const label = useLabel()
  const head = useId()
  const { width, height, top, step, ways } = drawn(nodes, links)
  const name = (node: WorkflowNode) => shortened(label(node.name, node.id), 18)
  return (
    <div className={styles.diagram}>
      <svg width={width} height={height} role="img" aria-label={t('workflows.diagram', { nodes: nodes.map((node) => label(node.name, node.id)).join(', ') })}>
        <defs>
          <marker id={head} viewBox="0 0 8 8" refX={7} refY={4} markerWidth={7} markerHeight={7} orient="auto">
            <path d="M0 0 L8 4 L0 8 z" className={styles.head} />
          </marker>
        </defs>
        {ways.map((way) => <path key={way.id} d={way.path} className={styles.way} data-any={way.isFromAnywhere || undefined} markerEnd={`url(#${head})`} />)}
        {nodes.map((node, index) => (
          <g key={node.id} transform={`translate(${NODE.left + index * step} ${top})`}>
            <rect width={NODE.width} height={HEIGHT} rx={6} className={styles.node} />
            <rect width={5} height={HEIGHT} rx={2.5} fill={node.color ?? 'var(--line)'} />
            <text x={NODE.width / 2 + 2} y={HEIGHT / 2 + 4.5} textAnchor="middle" className={styles.name}>{name(node)}</text>
          </g>
        ))}
        {ways.map((way) => (
          <text key={way.id} x={way.x} y={way.y} textAnchor="middle" className={styles.word}>{wordOf(way, (link) => shortened(label(link.name, link.id), 24))}</text>
        ))}
      </svg>
    </div>
  )
}

const wordOf = ({ links }: Way, name: (link: Transition) => string) => (links[0] ? name(links[0]) + (links.length > 1 ? ` +${links.length - 1}` : '') : '')

const shortened = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)
