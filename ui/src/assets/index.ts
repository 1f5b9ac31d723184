import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { Root } from '@/router'
import { validSearch } from './search'

export const assets = (root: Root) => [
  createRoute({
    getParentRoute: () => root,
    path: '/assets',
    validateSearch: validSearch,
    component: lazyRouteComponent(() => import('./AssetList'), 'AssetList'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/assets/$id',
    component: lazyRouteComponent(() => import('./AssetPage'), 'AssetPage'),
  }),
]
