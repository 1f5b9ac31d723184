import { Box, Group, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useBreadcrumbs, type Crumb } from './Breadcrumbs'
import styles from './Page.module.css'

interface Props {
  title: string
  /** Said beside the title, softly: a count. */
  aside?: ReactNode
  /** What can be done here, the main thing last. */
  actions?: ReactNode
  /** Stands under the title, such as tabs. */
  head?: ReactNode
  /** The way here; the title is its last step. */
  crumbs?: Crumb[]
  /** The content reaches the edges and scrolls by itself, as a grid does. */
  isFull?: boolean
  children?: ReactNode
}

/** One page: a title, what can be done, and the content. */
export function Page({ title, aside, actions, head, crumbs = [], isFull = false, children }: Props) {
  useDocumentTitle(`${title} · Vitrine`)
  useBreadcrumbs([...crumbs, { label: title }])
  return (
    <Box className={isFull ? styles.full : styles.page}>
      <header className={styles.head}>
        <Group justify="space-between" wrap="nowrap" align="center">
          <Group gap="xs" align="baseline" wrap="nowrap" className={styles.titles}>
            <Title order={1}>{title}</Title>
            {aside !== undefined && <Text c="var(--soft)">{aside}</Text>}
          </Group>
          {actions && <Group gap="xs" wrap="nowrap">{actions}</Group>}
        </Group>
        {head}
      </header>
      <div className={styles.body}>{children}</div>
    </Box>
  )
}
