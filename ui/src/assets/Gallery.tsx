import { useElementSize } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Gallery.module.css'
import { justified } from './justified'
import { Tile, TEXT } from './Tile'
import type { Asset } from './types'
import type { Selection } from './useSelection'

interface Props {
  assets: Asset[]
  total: number
  selection: Selection
  hasMore: boolean
  onMore: () => void
}

const HEIGHT = 176
const GAP = 14

const ratioOf = ({ metadata }: Asset) => (metadata?.width && metadata.height ? metadata.width / metadata.height : 1)

/** Pictures in rows that end flush; only those in sight are drawn. */
export function Gallery({ assets, total, selection, hasMore, onMore }: Props) {
  const { t } = useTranslation('assets')
  const scroller = useRef<HTMLDivElement>(null)
  const { ref, width } = useElementSize()
  const rows = useMemo(() => (width ? justified(assets, ratioOf, width, HEIGHT, GAP) : []), [assets, width])
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => Math.round((rows[at]?.height ?? HEIGHT) + TEXT + GAP),
    overscan: 3,
  })
  useEffect(() => virtual.measure(), [virtual, rows])
  const shown = virtual.getVirtualItems()
  const isNearEnd = (shown.at(-1)?.index ?? 0) >= rows.length - 3
  useEffect(() => {
    if (hasMore && isNearEnd && rows.length > 0) onMore()
  }, [hasMore, isNearEnd, rows.length, onMore])
  return (
    <div ref={scroller} className={styles.scroller} onKeyDown={walk} role="list" aria-label={t('title')} tabIndex={-1}>
      <div ref={ref} style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
        {shown.map(({ index, start }) => (
          <div key={index} className={styles.row} style={{ transform: `translateY(${start}px)` }} role="presentation">
            {rows[index]?.tiles.map(({ item, width: wide }, at) => (
              <Tile key={item.id} asset={item} width={wide} height={rows[index]!.height} total={total} place={rows[index]!.from + at + 1} isChosen={selection.chosen.has(item.id)} isChoosing={selection.chosen.size > 0} onToggle={selection.toggle} />
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}

/** Arrows walk from picture to picture. */
function walk(event: KeyboardEvent<HTMLDivElement>) {
  const tiles = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('a[data-tile]')]
  const at = tiles.indexOf(document.activeElement as HTMLAnchorElement)
  const from = tiles[at]
  if (!from) return
  const to = event.key === 'ArrowRight' ? tiles[at + 1] : event.key === 'ArrowLeft' ? tiles[at - 1] : nearest(tiles, from, event.key)
  if (!to) return
  event.preventDefault()
  to.focus()
  to.scrollIntoView({ block: 'nearest' })
}

/** The picture above or below that is nearest. */
function nearest(tiles: HTMLAnchorElement[], from: HTMLAnchorElement, key: string): HTMLAnchorElement | undefined {
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined
  const here = from.getBoundingClientRect()
  const far = (tile: HTMLAnchorElement) => {
    const there = tile.getBoundingClientRect()
    return Math.abs(there.top - here.top) * 10 + Math.abs(there.left + there.width / 2 - here.left - here.width / 2)
  }
  const beyond = tiles.filter((tile) => {
    const { top } = tile.getBoundingClientRect()
    return key === 'ArrowDown' ? top > here.top + 4 : top < here.top - 4
  })
  return beyond.sort((a, b) => far(a) - far(b))[0]
}
