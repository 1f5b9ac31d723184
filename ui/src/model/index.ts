import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { Root } from '@/router'

export const model = (root: Root) => [
  createRoute({
    getParentRoute: () => root,
    path: '/settings/model',
    component: lazyRouteComponent(() => import('./ModelPage'), 'ModelPage'),
  }),
]
