import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { Root } from '@/router'

export const home = (root: Root) => [
  createRoute({
    getParentRoute: () => root,
    path: '/',
    component: lazyRouteComponent(() => import('./Home'), 'Home'),
  }),
]
