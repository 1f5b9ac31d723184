/** Cells that are more than text, drawn as RevoGrid draws. */
import type { VNode } from '@revolist/react-datagrid'
import type { Draw } from '@/grid/types'
import type { Document } from '../types'
import styles from './drawing.module.css'

export function drawPicture(h: Draw, document: Document): VNode {
  const address = document.mainAssetThumbnailUrl
  if (!address) return h('span', { class: styles.noPicture })
  return h('img', { class: styles.picture, src: small(address), alt: '', loading: 'lazy', width: 28, height: 28 })
}

/** A picture of a size for cells, from this very host. */
export function small(address: string): string {
  const { pathname, search } = new URL(address, location.origin)
  return pathname.replace('/600x600/', '/80x80/') + search
}

export function drawLink(h: Draw, document: Document, open: (document: Document) => void): VNode {
  const address = `${import.meta.env.BASE_URL}documents/${encodeURIComponent(document.documentType.id)}/${encodeURIComponent(document.id)}`
  return h('a', {
    class: styles.link,
    href: address,
    onClick: (event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
      event.preventDefault()
      open(document)
    },
  }, document.id)
}

export function drawRing(h: Draw, value: number | undefined): VNode | string {
  if (value === undefined) return ''
  const round = 2 * Math.PI * 6.5
  const colour = value >= 100 ? 'teal' : value >= 50 ? 'yellow' : 'red'
  const circle = (stroke: string, dash?: string) => h('circle', { cx: 8, cy: 8, r: 6.5, fill: 'none', 'stroke-width': 2.5, stroke, 'stroke-dasharray': dash })
  return h('span', { class: styles.ring }, [
    h('svg', { width: 16, height: 16, viewBox: '0 0 16 16', 'aria-hidden': 'true' }, [
      h('g', { transform: 'rotate(-90 8 8)' }, [circle('var(--line)'), circle(`var(--mantine-color-${colour}-6)`, `${(round * value) / 100} ${round}`)]),
    ]),
    h('span', {}, `${value} %`),
  ])
}

export function drawPills(h: Draw, pills: { name: string; colour: string | null }[]): VNode {
  return h('span', { class: styles.pills }, pills.map(({ name, colour }) => h('span', { class: styles.pill }, [
    h('span', { class: styles.dot, style: { background: colour ?? 'var(--soft)' } }),
    h('span', {}, name),
  ])))
}
