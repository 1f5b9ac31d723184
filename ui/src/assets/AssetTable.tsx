import { Text, VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { When } from '@/components/When'
import styles from './AssetTable.module.css'
import { bytes, format } from './bytes'
import { Choice } from './Choice'
import { Picture } from './Picture'
import { StateBadge } from './StateBadge'
import type { Asset } from './types'
import type { Selection } from './useSelection'
import { useAssetTitle } from './useAssetTitle'

interface Props {
  assets: Asset[]
  total: number
  selection: Selection
  hasMore: boolean
  onMore: () => void
}

const ROW = 44

/** Assets as rows with what is known of their files. */
export function AssetTable({ assets, total, selection, hasMore, onMore }: Props) {
  const { t } = useTranslation('assets')
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: assets.length, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 12 })
  const shown = virtual.getVirtualItems()
  const isNearEnd = (shown.at(-1)?.index ?? 0) >= assets.length - 20
  useEffect(() => {
    if (hasMore && isNearEnd) onMore()
  }, [hasMore, isNearEnd, onMore])
  return (
    <div ref={scroller} className={styles.scroller} role="table" aria-label={t('title')} aria-rowcount={total + 1} tabIndex={0}>
      <div role="rowgroup" className={styles.head}>
        <div role="row" className={styles.row} aria-rowindex={1}>
          <span role="columnheader"><VisuallyHidden>{t('choosing')}</VisuallyHidden></span>
          <span role="columnheader"><VisuallyHidden>{t('picture')}</VisuallyHidden></span>
          {['name', 'code', 'file', 'size', 'pixels', 'used', 'modified'].map((column) => <span key={column} role="columnheader">{t(`columns.${column}`)}</span>)}
        </div>
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {shown.map(({ index, start }) => {
          const asset = assets[index]
          return asset && <Row key={asset.id} asset={asset} index={index + 2} start={start} isChosen={selection.chosen.has(asset.id)} onToggle={selection.toggle} />
        })}
      </div>
    </div>
  )
}

interface RowProps {
  asset: Asset
  index: number
  start: number
  isChosen: boolean
  onToggle: (id: string, isRange: boolean) => void
}

function Row({ asset, index, start, isChosen, onToggle }: RowProps) {
  const { t, i18n } = useTranslation('assets')
  const title = useAssetTitle()(asset)
  const { metadata } = asset
  const used = asset.documentLinks.length + asset.variantLinks.length
  return (
    <div role="row" aria-rowindex={index} aria-selected={isChosen} className={`${styles.row} ${styles.body}`} style={{ transform: `translateY(${start}px)` }}>
      <span role="cell"><Choice id={asset.id} name={title} isChosen={isChosen} onToggle={onToggle} /></span>
      <span role="cell" className={styles.picture}><Picture asset={asset} side={40} /></span>
      <span role="cell"><Link to="/assets/$id" params={{ id: asset.id }} className={styles.title}>{title}</Link></span>
      <span role="cell" className={styles.code}>{asset.id}</span>
      <span role="cell" className={styles.cut}>
        {metadata?.status === 'failed' && <><StateBadge colour="red">{t('values.status.failed')}</StateBadge>{' '}</>}
        {metadata?.status === 'pending' && <><StateBadge colour="gray">{t('values.status.pending')}</StateBadge>{' '}</>}
        {asset.originalFilename ?? format(metadata?.extension)}
      </span>
      <span role="cell" className={styles.number}>{metadata?.size ? bytes(metadata.size, i18n.language) : ''}</span>
      <span role="cell" className={styles.number}>{metadata?.width ? `${metadata.width} × ${metadata.height}` : ''}</span>
      <span role="cell" className={styles.number}>{used ? t('times', { count: used }) : <Text span inherit c="var(--soft)">{t('unusedShort')}</Text>}</span>
      <span role="cell" className={styles.cut}><Text span size="xs" c="var(--soft)"><When at={asset.dateModified} /></Text></span>
    </div>
  )
}
