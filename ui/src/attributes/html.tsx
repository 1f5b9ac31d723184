import { Skeleton } from '@mantine/core'
import { useInViewport } from '@mantine/hooks'
import { Suspense, lazy, useEffect, useState } from 'react'
import { Composite } from './Composite'
import type { FieldProps, InputProps, Kind } from './kind'

const HtmlEditor = lazy(() => import('./HtmlEditor'))
const HtmlShown = lazy(() => import('./HtmlShown'))

/** In milliseconds: a page that is never at rest gets its editor all the same. */
const LATEST = 1000

/** The editor weighs as much as a page: it comes when it is seen and all else can be used. */
function HtmlInput(props: InputProps<string>) {
  const { ref, inViewport } = useInViewport()
  const [isWanted, setWanted] = useState(false)
  useEffect(() => {
    if (!inViewport || isWanted) return
    const asked = requestIdleCallback(() => setWanted(true), { timeout: LATEST })
    return () => cancelIdleCallback(asked)
  }, [inViewport, isWanted])
  const { label, name, help, error } = props
  const waiting = <Composite label={label} name={name} help={help} error={error}><Skeleton height={160} aria-busy /></Composite>
  return <div ref={ref}>{isWanted ? <Suspense fallback={waiting}><HtmlEditor {...props} /></Suspense> : waiting}</div>
}

const HtmlField = ({ value }: FieldProps<string>) => (
  <Suspense fallback={<Skeleton height={40} />}>
    <HtmlShown html={value} />
  </Suspense>
)

/** Rich text. */
export const html: Kind<string> = { Field: HtmlField, Input: HtmlInput, isWide: true }
