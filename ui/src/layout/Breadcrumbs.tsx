import { Anchor, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { createContext, use, useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** One step of the way to a page. */
export interface Crumb {
  label: string
  /** Its address; the last step has none. */
  to?: string
}

const Shown = createContext<Crumb[]>([])
const Set = createContext<(crumbs: Crumb[]) => void>(() => undefined)

export function BreadcrumbsProvider({ children }: { children: ReactNode }) {
  const [crumbs, set] = useState<Crumb[]>([])
  return (
    <Set value={set}>
      <Shown value={crumbs}>{children}</Shown>
    </Set>
  )
}

/** Says the way to the page that is shown. */
export function useBreadcrumbs(crumbs: Crumb[]) {
  const set = use(Set)
  const key = JSON.stringify(crumbs)
  useEffect(() => set(JSON.parse(key) as Crumb[]), [key, set])
}

/** Letters of a step that stays whole; longer ones give way. */
const SHORT = 16

export function Breadcrumbs() {
  const { t } = useTranslation()
  const crumbs = use(Shown)
  return (
    <Group gap={6} wrap="nowrap" component="nav" aria-label={t('breadcrumbs')} style={{ overflow: 'hidden', minWidth: 0 }}>
      {crumbs.map((crumb, index) => (
        <Group key={crumb.to ?? crumb.label} gap={6} wrap="nowrap" miw={0} flex={crumb.label.length > SHORT ? undefined : 'none'}>
          {index > 0 && <Text c="var(--soft)" aria-hidden>/</Text>}
          {crumb.to ? (
            <Anchor component={Link} to={crumb.to} c="var(--soft)" truncate>{crumb.label}</Anchor>
          ) : (
            <Text fw={600} truncate>{crumb.label}</Text>
          )}
        </Group>
      ))}
    </Group>
  )
}
