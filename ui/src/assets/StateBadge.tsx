import { Badge } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './StateBadge.module.css'

/** A state in a word, on its colour. */
export function StateBadge({ colour, children }: { colour: 'red' | 'teal' | 'gray'; children: ReactNode }) {
  return <Badge size="sm" color={colour} variant="light" tt="none" className={styles.badge} data-colour={colour}>{children}</Badge>
}
