import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { Root } from '@/router'

export const documents = (root: Root) => [
  createRoute({
    getParentRoute: () => root,
    path: '/documents/$type',
    component: lazyRouteComponent(() => import('./DocumentList'), 'DocumentList'),
  }),
]
