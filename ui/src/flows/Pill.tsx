import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './Pill.module.css'

export type Tone = 'good' | 'bad' | 'warn' | 'accent' | 'soft'

/** A state in a word, with a sign where colour alone would tell two apart. */
export function Pill({ tone = 'soft', icon: Mark, title, children }: { tone?: Tone; icon?: Icon; title?: string; children: ReactNode }) {
  return (
    <span className={styles.pill} data-tone={tone} title={title}>
      {Mark && <Mark size={13} aria-hidden />}
      {children}
    </span>
  )
}
