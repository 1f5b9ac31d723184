import { IconAlertTriangle, IconClock, IconLinkOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { bytes, format } from './bytes'
import { Choice } from './Choice'
import styles from './Gallery.module.css'
import { Picture } from './Picture'
import type { Asset } from './types'
import { useAssetTitle } from './useAssetTitle'

interface Props {
  asset: Asset
  width: number
  height: number
  place: number
  total: number
  isChosen: boolean
  /** Some are chosen: a click chooses, Enter still opens. */
  isChoosing: boolean
  onToggle: (id: string, isRange: boolean) => void
}

/** The height of what stands below a picture. */
export const TEXT = 44

export const Tile = memo(function Tile({ asset, width, height, place, total, isChosen, isChoosing, onToggle }: Props) {
  const { i18n } = useTranslation('assets')
  const title = useAssetTitle()(asset)
  const { metadata } = asset
  return (
    <div className={styles.tile} style={{ width }} data-chosen={isChosen || undefined} data-choosing={isChoosing || undefined} role="listitem" aria-posinset={place} aria-setsize={total}>
      <Link
        to="/assets/$id"
        params={{ id: asset.id }}
        className={styles.frame}
        style={{ height }}
        aria-label={title}
        data-tile
        draggable={false}
        onKeyDown={(event) => {
          if (event.key !== ' ') return
          event.preventDefault()
          onToggle(asset.id, event.shiftKey)
        }}
        onClick={(event) => {
          const isChoice = event.ctrlKey || event.metaKey || event.shiftKey || (isChoosing && event.detail > 0)
          if (!isChoice) return
          event.preventDefault()
          onToggle(asset.id, event.shiftKey)
        }}
      >
        <Picture asset={asset} side={Math.max(width, height)} />
      </Link>
      <Choice id={asset.id} name={title} isChosen={isChosen} onToggle={onToggle} className={styles.check} />
      <Marks asset={asset} />
      <div className={styles.text}>
        <span className={styles.title} title={title}>{title}</span>
        <span className={styles.facts}>
          {[format(metadata?.extension), metadata?.width && `${metadata.width} × ${metadata.height}`, metadata?.size && bytes(metadata.size, i18n.language)].filter(Boolean).join(' · ')}
        </span>
      </div>
    </div>
  )
})

function Marks({ asset }: { asset: Asset }) {
  const { t } = useTranslation('assets')
  const status = asset.metadata?.status
  const isUsed = asset.documentLinks.length + asset.variantLinks.length > 0
  return (
    <span className={styles.marks}>
      {status === 'failed' && <Mark label={asset.metadata?.trouble ?? t('values.status.failed')} colour="red"><IconAlertTriangle size={14} /></Mark>}
      {status === 'pending' && <Mark label={t('values.status.pending')}><IconClock size={14} /></Mark>}
      {!isUsed && <Mark label={t('unused')}><IconLinkOff size={14} /></Mark>}
    </span>
  )
}

function Mark({ label, colour, children }: { label: string; colour?: string; children: ReactNode }) {
  return <span className={styles.mark} data-colour={colour} role="img" aria-label={label} title={label}>{children}</span>
}
