import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  title: string
  /** What it is for. */
  about?: string
  actions?: ReactNode
  children: ReactNode
}

/** A part of a page, under a title of its own. */
export function Section({ title, about, actions, children }: Props) {
  return (
    <section aria-label={title}>
      <Group justify="space-between" align="flex-end" mb={10} wrap="nowrap">
        <div>
          <Title order={2}>{title}</Title>
          {about && <Text size="sm" c="var(--soft)" mt={2}>{about}</Text>}
        </div>
        {actions && <Group gap="xs" wrap="nowrap">{actions}</Group>}
      </Group>
      {children}
    </section>
  )
}
