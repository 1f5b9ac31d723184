import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { Root } from '@/router'
import { readSearch } from './search'

export const product = (root: Root) => [
  createRoute({
    getParentRoute: () => root,
    path: '/documents/$type/$id',
    validateSearch: readSearch,
    component: lazyRouteComponent(() => import('./DocumentPage'), 'DocumentPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/variants/$id',
    validateSearch: readSearch,
    component: lazyRouteComponent(() => import('./VariantPage'), 'VariantPage'),
  }),
]
