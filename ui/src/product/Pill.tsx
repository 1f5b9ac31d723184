import type { ComponentPropsWithRef, CSSProperties } from 'react'
import styles from './Pill.module.css'

/** A word with a dot in a colour of its own: a tag, a step. */
export function Pill({ color, children, className, ...rest }: Omit<ComponentPropsWithRef<'span'>, 'color'> & { color: string | null | undefined }) {
  return (
    <span {...rest} className={`${styles.pill} ${className ?? ''}`} style={{ '--pill': color ?? 'var(--soft)' } as CSSProperties}>
      <span className={styles.dot} aria-hidden />
      {children}
    </span>
  )
}
