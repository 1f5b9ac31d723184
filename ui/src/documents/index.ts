import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { validateSearch } from './search'
import type { Root } from '@/router'

export const documents = (root: Root) => [
  createRoute({
    getParentRoute: () => root,
    path: '/documents/$type',
    validateSearch,
    component: lazyRouteComponent(() => import('./DocumentList'), 'DocumentList'),
  }),
]
