import { useInfiniteQuery } from '@tanstack/react-query'
import { list } from '@/api/client'
import { paramsOf, type AssetSearch } from './search'
import type { Asset } from './types'

const PAGE = 120

/** The assets of a search, page by page as they come into sight. */
export function useAssets(search: AssetSearch) {
  const params = paramsOf(search)
  const query = useInfiniteQuery({
    queryKey: ['assets', 'list', params],
    queryFn: ({ pageParam, signal }) => list<Asset>('/api/assets', { ...params, limit: PAGE, page: pageParam }, signal),
    initialPageParam: 1,
    getNextPageParam: (last, pages) => (pages.length * PAGE < last.total ? pages.length + 1 : undefined),
    placeholderData: (before) => before,
    // What is still being fetched from elsewhere appears by itself.
    refetchInterval: ({ state }) => (state.data?.pages.some(({ items }) => items.some(({ metadata }) => metadata?.status === 'pending')) ? 5_000 : false),
  })
  return { ...query, assets: query.data?.pages.flatMap(({ items }) => items) ?? NONE, total: query.data?.pages[0]?.total }
}

const NONE: Asset[] = []
