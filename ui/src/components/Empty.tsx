import { Group, Stack, Text, ThemeIcon } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'

interface Props {
  icon: Icon
  title: string
  /** What belongs here. */
  children: ReactNode
  /** The ways to get it. */
  actions?: ReactNode
}

/** Where nothing is yet. */
export function Empty({ icon: Mark, title, children, actions }: Props) {
  return (
    <Stack align="center" gap="xs" py={64} px="md" ta="center">
      <ThemeIcon size={48} radius="xl" variant="light" color="gray"><Mark size={24} stroke={1.5} /></ThemeIcon>
      <Text fw={600}>{title}</Text>
      <Text c="var(--soft)" maw={440}>{children}</Text>
      {actions && <Group mt="xs">{actions}</Group>}
    </Stack>
  )
}
