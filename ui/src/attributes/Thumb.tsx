import { IconBox, IconPhoto } from '@tabler/icons-react'
import styles from './Thumb.module.css'

/** A small picture of something, or a mark where it has none; what it shows is said beside it. */
export function Thumb({ src, size = 32, isAsset = false }: { src: string | null; size?: number; isAsset?: boolean }) {
  const Mark = isAsset ? IconPhoto : IconBox
  return (
    <span className={styles.thumb} style={{ width: size, height: size }}>
      {src ? <img src={src} alt="" loading="lazy" /> : <Mark size={size * 0.5} stroke={1.4} aria-hidden />}
    </span>
  )
}
