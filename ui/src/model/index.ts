import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { Root } from '@/router'

/** Where something new is to stand. */
interface Placing {
  section?: string
  parent?: string
}

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined)
const placing = (search: Record<string, unknown>): Placing => ({ section: text(search.section), parent: text(search.parent) })
const searched = (search: Record<string, unknown>): { q?: string } => ({ q: text(search.q) })

const shellOf = (root: Root) =>
  createRoute({
    getParentRoute: () => root,
    id: 'model',
    component: lazyRouteComponent(() => import('./ModelShell'), 'ModelShell'),
  })

type Shell = ReturnType<typeof shellOf>

/** The data model and what else of the settings is a definition. */
export const model = (root: Root) => {
  const shell = shellOf(root)
  return [shell.addChildren([...pages(shell), sheet(shell), ...lists(shell), ...collections(shell)])]
}

const pages = (shell: Shell) => [
  createRoute({
    getParentRoute: () => shell,
    path: '/settings/model',
    component: lazyRouteComponent(() => import('./sheet/FirstSheet'), 'FirstSheet'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/settings/model/new-type',
    component: lazyRouteComponent(() => import('./sheet/NewType'), 'NewType'),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/settings/model/file',
    component: lazyRouteComponent(() => import('./file/ModelFile'), 'ModelFile'),
  }),
]

/** The attributes of one kind of object, with their groups. */
function sheet(shell: Shell) {
  const page = createRoute({
    getParentRoute: () => shell,
    path: '/settings/model/$sheet',
    validateSearch: searched,
    component: lazyRouteComponent(() => import('./sheet/SheetPage'), 'SheetPage'),
  })
  return page.addChildren([
    createRoute({
      getParentRoute: () => page,
      path: 'type',
      component: lazyRouteComponent(() => import('./sheet/DocumentTypeEditor'), 'DocumentTypeEditor'),
    }),
    createRoute({
      getParentRoute: () => page,
      path: 'attributes/$attribute',
      validateSearch: placing,
      component: lazyRouteComponent(() => import('./attribute/AttributeEditor'), 'AttributeEditor'),
    }),
    createRoute({
      getParentRoute: () => page,
      path: 'groups/$group',
      validateSearch: placing,
      component: lazyRouteComponent(() => import('./sheet/GroupEditor'), 'GroupEditor'),
    }),
  ])
}

/** Lists of values: all of them, and the values of one. */
function lists(shell: Shell) {
  const values = createRoute({
    getParentRoute: () => shell,
    path: '/settings/model/lists/$attribute',
    validateSearch: searched,
    component: lazyRouteComponent(() => import('./values/ValueList'), 'ValueList'),
  })
  return [
    createRoute({
      getParentRoute: () => shell,
      path: '/settings/model/lists',
      component: lazyRouteComponent(() => import('./values/ListList'), 'ListList'),
    }),
    values.addChildren([
      createRoute({
        getParentRoute: () => values,
        path: '$value',
        component: lazyRouteComponent(() => import('./values/ValueEditor'), 'ValueEditor'),
      }),
    ]),
  ]
}

/** Lists of definitions, each of which opens beside. */
const collections = (shell: Shell) => [
  of(shell, '/settings/model/sets', lazyRouteComponent(() => import('./sets/SetList'), 'SetList'), lazyRouteComponent(() => import('./sets/SetEditor'), 'SetEditor')),
  of(shell, '/settings/model/link-types', lazyRouteComponent(() => import('./links/LinkTypeList'), 'LinkTypeList'), lazyRouteComponent(() => import('./links/LinkTypeEditor'), 'LinkTypeEditor')),
  of(shell, '/settings/model/measures', lazyRouteComponent(() => import('./measures/MeasureList'), 'MeasureList'), lazyRouteComponent(() => import('./measures/MeasureEditor'), 'MeasureEditor')),
  of(shell, '/settings/model/tags', lazyRouteComponent(() => import('./tags/TagList'), 'TagList'), lazyRouteComponent(() => import('./tags/TagEditor'), 'TagEditor')),
  of(shell, '/settings/image-profiles', lazyRouteComponent(() => import('./images/ImageProfileList'), 'ImageProfileList'), lazyRouteComponent(() => import('./images/ImageProfileEditor'), 'ImageProfileEditor')),
  of(shell, '/settings/languages', lazyRouteComponent(() => import('./locales/LocaleList'), 'LocaleList'), lazyRouteComponent(() => import('./locales/LocaleEditor'), 'LocaleEditor')),
  of(shell, '/settings/completeness', lazyRouteComponent(() => import('./completeness/CompletenessList'), 'CompletenessList'), lazyRouteComponent(() => import('./completeness/CompletenessEditor'), 'CompletenessEditor')),
  of(shell, '/settings/workflows', lazyRouteComponent(() => import('./workflows/WorkflowList'), 'WorkflowList'), lazyRouteComponent(() => import('./workflows/WorkflowEditor'), 'WorkflowEditor')),
]

function of(shell: Shell, path: string, list: ReturnType<typeof lazyRouteComponent>, editor: ReturnType<typeof lazyRouteComponent>) {
  const page = createRoute({ getParentRoute: () => shell, path, component: list })
  return page.addChildren([createRoute({ getParentRoute: () => page, path: '$id', component: editor })])
}
