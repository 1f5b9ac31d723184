import { IconBox, IconPhoto } from '@tabler/icons-react'
import styles from './Thumb.module.css'

// Pictures come in any size; few sizes are made once and kept.
const SIZES = [100, 200, 400]

/** The address of a picture in a size that is sharp on screens of two pixels a point. */
function sized(address: string, shown: number): string {
  const size = SIZES.find((one) => one >= shown * 1.8) ?? 600
  return address.replace('/600x600/', `/${size}x${size}/`)
}

/** A small picture of something, or a mark where it has none; what it shows is said beside it. */
export function Thumb({ src, size = 32, isAsset = false }: { src: string | null; size?: number; isAsset?: boolean }) {
  const Mark = isAsset ? IconPhoto : IconBox
  return (
    <span className={styles.thumb} style={{ width: size, height: size }}>
      {src ? <img src={sized(src, size)} alt="" loading="lazy" /> : <Mark size={size * 0.5} stroke={1.4} aria-hidden />}
    </span>
  )
}
