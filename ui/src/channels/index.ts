import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { Root } from '@/router'

/** The node that is shown beside the tree. */
export interface ChannelSearch {
  node?: string
}

export const channels = (root: Root) => [
  createRoute({
    getParentRoute: () => root,
    path: '/channels',
    component: lazyRouteComponent(() => import('./ChannelList'), 'ChannelList'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/channels/$id',
    validateSearch: ({ node }: Record<string, unknown>): ChannelSearch => (typeof node === 'string' ? { node } : {}),
    component: lazyRouteComponent(() => import('./ChannelPage'), 'ChannelPage'),
  }),
]
