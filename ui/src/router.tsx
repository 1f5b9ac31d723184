import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { assets } from './assets'
import { channels } from './channels'
import { documents } from './documents'
import { flows } from './flows'
import { home } from './home'
import { NotFound } from './layout/NotFound'
import { RouteFailed } from './layout/RouteFailed'
import { RoutePending } from './layout/RoutePending'
import { Shell } from './layout/Shell'
import { model } from './model'
import { settings } from './settings'
import type { WelcomeStep } from './welcome/Welcome'

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound })

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('./session/account/Account'), 'Account'),
})

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  staticData: { isBare: true },
  validateSearch: ({ step }: { step?: WelcomeStep }): { step?: WelcomeStep } => ({ step }),
  component: lazyRouteComponent(() => import('./welcome/Welcome'), 'Welcome'),
})

const tree = root.addChildren([
  ...home(root),
  ...documents(root),
  ...assets(root),
  ...channels(root),
  ...flows(root),
  ...model(root),
  ...settings(root),
  account,
  welcome,
])

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultErrorComponent: RouteFailed,
  defaultPendingComponent: RoutePending,
  defaultPendingMs: 200,
  scrollRestoration: true,
})

/** Where an area hangs its routes. */
export type Root = typeof root

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
