import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import type { Root } from '@/router'
import { activitySearch, importSearch, scheduleSearch } from './search'

export const flows = (root: Root) => [
  createRoute({
    getParentRoute: () => root,
    path: '/flows',
    beforeLoad: () => {
      throw redirect({ to: '/flows/imports' })
    },
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/flows/imports',
    component: lazyRouteComponent(() => import('./imports/ImportsPage'), 'ImportsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/flows/imports/new',
    validateSearch: importSearch,
    component: lazyRouteComponent(() => import('./imports/ImportPage'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/flows/exports',
    component: lazyRouteComponent(() => import('./exports/ExportsPage'), 'ExportsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/flows/exports/new',
    component: lazyRouteComponent(() => import('./exports/ExportPage'), 'ExportPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/flows/profiles/$way/$id',
    component: lazyRouteComponent(() => import('./profiles/ProfilePage'), 'ProfilePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/flows/schedules',
    validateSearch: scheduleSearch,
    component: lazyRouteComponent(() => import('./schedules/SchedulesPage'), 'SchedulesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/flows/activity',
    validateSearch: activitySearch,
    component: lazyRouteComponent(() => import('./activity/ActivityPage'), 'ActivityPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/flows/activity/$id',
    component: lazyRouteComponent(() => import('./activity/ProcessPage'), 'ProcessPage'),
  }),
]
