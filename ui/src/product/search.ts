import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

export const TABS = ['attributes', 'assets', 'variants', 'links', 'classifications', 'history'] as const
export type Tab = (typeof TABS)[number]

/** Which attributes are shown: all, or those that are required, empty, or changed lately. */
export const NARROWED = ['required', 'missing', 'recent'] as const
export type Narrowed = (typeof NARROWED)[number]

/** What of a product's page stands in its address. */
export interface PageSearch {
  tab?: Tab
  /** The language beside. */
  compare?: string
  only?: Narrowed
  /** A part of names. */
  find?: string
  /** The attribute that is pointed at. */
  at?: string
}

const oneOf = <T extends string>(all: readonly T[], value: unknown): T | undefined => all.find((one) => one === value)
const asText = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)

export function readSearch(search: Record<string, unknown>): PageSearch {
  return {
    tab: oneOf(TABS, search.tab),
    compare: asText(search.compare),
    only: oneOf(NARROWED, search.only),
    find: asText(search.find),
    at: asText(search.at),
  }
}

/** The page's part of the address, and a way to change it. */
export function usePageSearch(): [PageSearch, (change: Partial<PageSearch>, isStep?: boolean) => void] {
  const search = useSearch({ strict: false }) as PageSearch
  const navigate = useNavigate()
  const change = useCallback(
    (next: Partial<PageSearch>, isStep = false) =>
      void navigate({ to: '.', search: (before: PageSearch) => ({ ...before, ...next }), replace: !isStep, resetScroll: false } as never),
    [navigate],
  )
  return [search, change]
}
