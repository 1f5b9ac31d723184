import { Badge } from '@mantine/core'
import type { ReactNode } from 'react'

/** A property that holds, as a small word. */
export function Told({ children, color = 'gray' }: { children: ReactNode; color?: string }) {
  return <Badge variant="light" color={color} radius="sm" tt="none" fw={500} miw="max-content">{children}</Badge>
}
