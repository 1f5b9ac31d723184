import { Skeleton } from '@mantine/core'
import { Suspense, lazy } from 'react'
import type { FieldProps, Kind } from './kind'
import { whenSeen } from './whenSeen'

// The editor weighs as much as a page.
const HtmlInput = whenSeen<string>(() => import('./HtmlEditor'), 160)
const HtmlShown = lazy(() => import('./HtmlShown'))

const HtmlField = ({ value }: FieldProps<string>) => (
  <Suspense fallback={<Skeleton height={40} />}>
    <HtmlShown html={value} />
  </Suspense>
)

/** Rich text. */
export const html: Kind<string> = { Field: HtmlField, Input: HtmlInput, isWide: true }
