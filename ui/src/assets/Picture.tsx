import { IconFile, IconFileMusic, IconFileTypePdf, IconMovie, IconPhoto } from '@tabler/icons-react'
import { useState } from 'react'
import { sized } from './sized'
import { kindOf, type Asset, type Kind } from './types'
import styles from './Picture.module.css'

const MARKS = { image: IconPhoto, video: IconMovie, audio: IconFileMusic, pdf: IconFileTypePdf, other: IconFile } satisfies Record<Kind, unknown>

/** An asset in small: its picture, or the sign of its kind with its ending. */
export function Picture({ asset, side }: { asset: Asset; side: number }) {
  const [isBroken, breakIt] = useState(false)
  const kind = kindOf(asset)
  const Mark = MARKS[kind]
  const hasPicture = asset.thumbnailUrl && asset.metadata?.status === 'ready' && (kind === 'image' || kind === 'pdf' || kind === 'video') && !isBroken
  if (hasPicture) return <img className={styles.picture} src={sized(asset.thumbnailUrl!, side, asset.metadata?.checksum)} alt="" loading="lazy" decoding="async" draggable={false} onError={() => breakIt(true)} />
  return (
    <span className={styles.mark}>
      <Mark size={side > 80 ? 36 : 18} stroke={1.3} />
      {side > 80 && asset.metadata?.extension && <span>{asset.metadata.extension.toUpperCase()}</span>}
    </span>
  )
}
