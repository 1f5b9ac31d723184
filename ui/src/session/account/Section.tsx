import { Text, Title } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import styles from './Section.module.css'

/** A title and what it means on the left, its fields on the right. */
export function Section({ title, what, children }: { title: string; what: string; children: ReactNode }) {
  const name = useId()
  return (
    <section className={styles.section} aria-labelledby={name}>
      <div>
        <Title order={2} id={name}>{title}</Title>
        <Text size="sm" c="var(--soft)" mt={4}>{what}</Text>
      </div>
      <div className={styles.fields}>{children}</div>
    </section>
  )
}
