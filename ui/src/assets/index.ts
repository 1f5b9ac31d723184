import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { Root } from '@/router'

export const assets = (root: Root) => [
  createRoute({
    getParentRoute: () => root,
    path: '/assets',
    component: lazyRouteComponent(() => import('./AssetList'), 'AssetList'),
  }),
]
