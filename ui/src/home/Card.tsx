import { Title } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import styles from './Card.module.css'

/** One thing on Home, with its name and a way on. */
export function Card({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const name = useId()
  return (
    <section className={styles.card} aria-labelledby={name}>
      <header className={styles.head}>
        <Title order={2} id={name} fz={15}>{title}</Title>
        {aside}
      </header>
      {children}
    </section>
  )
}
