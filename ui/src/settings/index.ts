import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { Root } from '@/router'
import { openSearch, userSearch, webhookSearch } from './search'

export const settings = (root: Root) => [
  createRoute({
    getParentRoute: () => root,
    path: '/settings',
    component: lazyRouteComponent(() => import('./SettingsPage'), 'SettingsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings/users',
    validateSearch: userSearch,
    component: lazyRouteComponent(() => import('./users/UsersPage'), 'UsersPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings/tokens',
    component: lazyRouteComponent(() => import('./tokens/TokensPage'), 'TokensPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings/webhooks',
    validateSearch: openSearch,
    component: lazyRouteComponent(() => import('./webhooks/WebhooksPage'), 'WebhooksPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings/webhooks/$id',
    validateSearch: webhookSearch,
    component: lazyRouteComponent(() => import('./webhooks/WebhookPage'), 'WebhookPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings/apps',
    validateSearch: openSearch,
    component: lazyRouteComponent(() => import('./apps/AppsPage'), 'AppsPage'),
  }),
]
