import { lazy, Suspense } from 'react'
import type { Props } from './NodeChooser'

const NodeChooser = lazy(async () => ({ default: (await import('./NodeChooser')).NodeChooser }))

/** Asks for a classification, by the trees of all catalogs; the tree is loaded when it is wanted. */
export function ChooseNode(props: Props) {
  return <Suspense><NodeChooser {...props} /></Suspense>
}
