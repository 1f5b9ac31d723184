import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { Root } from '@/router'

export const flows = (root: Root) => [
  createRoute({
    getParentRoute: () => root,
    path: '/flows/imports',
    component: lazyRouteComponent(() => import('./ImportPage'), 'ImportPage'),
  }),
]
