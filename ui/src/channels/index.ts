import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { Root } from '@/router'

export const channels = (root: Root) => [
  createRoute({
    getParentRoute: () => root,
    path: '/channels',
    component: lazyRouteComponent(() => import('./ChannelList'), 'ChannelList'),
  }),
]
