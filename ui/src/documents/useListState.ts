import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { Ordered } from '@/grid/types'
import { isSame } from '@/grid/CellEdits'
import { defaultColumns } from './columns/defaults'
import type { FilterJson } from './filter/json'
import { usePreference } from './preferences'
import { readSpec, writeSpec, type ColumnSpec, type ListSearch } from './search'
import type { Definitions } from './useDefinitions'
import { useViews, type View } from './views/views'

/** What a list shows. */
export interface Shown {
  search: string
  filter: FilterJson
  order: Ordered[]
  columns: ColumnSpec[]
}

export interface ListState extends Shown {
  view: View | undefined
  views: View[]
  /** It isn't as the view has it. */
  isChanged: boolean
  isReady: boolean
  facets: string[]
  open: string | undefined
  change: (change: Partial<Shown> & { facets?: string[]; open?: string }) => void
  choose: (view: View | undefined) => void
}

const NONE: FilterJson = {}
const NO_ORDER: Ordered[] = []
const NO_FACETS: string[] = []

/** The state of a list: the view, and over it what the address says otherwise. */
export function useListState(type: string, definitions: Definitions): ListState {
  const asked = useSearch({ strict: false }) as ListSearch
  const navigate = useNavigate()
  const views = useViews(type)
  const preferred = usePreference<string[]>(`documents.${type}.columns`, [])
  const [own, prefer] = preferred
  const view = views?.find((one) => one.id === asked.view)

  const columns = useMemo(() => {
    if (asked.columns) return asked.columns.map(readSpec)
    if (view && view.columns.length > 0) return view.columns
    return own && own.length > 0 ? own.map(readSpec) : defaultColumns(definitions)
  }, [asked.columns, view, own, definitions])

  const go = useCallback((search: (before: ListSearch) => ListSearch, replace = false) => {
    void navigate({ to: '.', search: ((before: ListSearch) => tidy(search(before))) as never, replace })
  }, [navigate])

  const change: ListState['change'] = useCallback(({ columns: chosen, search, ...rest }) => {
    // Columns of no view are the user's; in a view they are a change of it, until it is saved.
    if (chosen && !asked.view) prefer(chosen.map(writeSpec))
    go((before) => ({
      ...before,
      ...rest,
      ...(search !== undefined && { q: search }),
      ...(chosen && { columns: asked.view ? chosen.map(writeSpec) : undefined }),
    }), search !== undefined)
  }, [asked.view, go, prefer])

  const choose = useCallback((next: View | undefined) => go(({ facets }) => ({ view: next?.id, facets })), [go])

  const search = asked.q ?? view?.search ?? ''
  const filter = asked.filter ?? view?.filter ?? NONE
  const order = asked.order ?? view?.order ?? NO_ORDER
  const isChanged = view
    ? !isSame(search, view.search ?? '') || !isSame(filter, view.filter ?? NONE) || !isSame(order, view.order) || (asked.columns !== undefined && !isSame(asked.columns, view.columns.map(writeSpec)))
    : search !== '' || Object.keys(filter).length > 0 || order.length > 0

  return {
    search, filter, order, columns, view, isChanged, change, choose,
    views: views ?? [],
    facets: asked.facets ?? NO_FACETS,
    open: asked.open,
    isReady: definitions.isReady && views !== undefined && own !== undefined,
  }
}

/** What says nothing isn't in the address; over a view an empty text says that it has none. */
function tidy(search: ListSearch): ListSearch {
  const isNothing = (value: unknown) =>
    value === undefined || (!search.view && (value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)))
  return Object.fromEntries(Object.entries(search).filter(([, value]) => !isNothing(value)))
}
