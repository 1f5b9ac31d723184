import { Skeleton } from '@mantine/core'
import { Suspense, lazy } from 'react'
import type { FieldProps, InputProps, Kind } from './kind'

const HtmlEditor = lazy(() => import('./HtmlEditor'))
const HtmlShown = lazy(() => import('./HtmlShown'))

const HtmlInput = (props: InputProps<string>) => (
  <Suspense fallback={<Skeleton height={180} />}>
    <HtmlEditor {...props} />
  </Suspense>
)

const HtmlField = ({ value }: FieldProps<string>) => (
  <Suspense fallback={<Skeleton height={40} />}>
    <HtmlShown html={value} />
  </Suspense>
)

/** Rich text; its editor comes when the first one is shown. */
export const html: Kind<string> = { Field: HtmlField, Input: HtmlInput, isWide: true }
