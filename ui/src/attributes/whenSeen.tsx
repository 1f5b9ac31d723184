import { Skeleton } from '@mantine/core'
import { useInViewport } from '@mantine/hooks'
import { Suspense, lazy, useEffect, useState, type ComponentType } from 'react'
import { Composite } from './Composite'
import type { InputProps } from './kind'

/** In milliseconds: a page that is never at rest gets its input all the same. */
const LATEST = 1000

/** An input that is heavy: it comes when it is seen and all else can be used. */
export function whenSeen<T>(load: () => Promise<{ default: ComponentType<InputProps<T>> }>, height = 36) {
  const Loaded = lazy(load)
  return function Seen(props: InputProps<T>) {
    const { ref, inViewport } = useInViewport()
    const [isWanted, setWanted] = useState(false)
    useEffect(() => {
      if (!inViewport || isWanted) return
      const asked = requestIdleCallback(() => setWanted(true), { timeout: LATEST })
      return () => cancelIdleCallback(asked)
    }, [inViewport, isWanted])
    const { label, name, help, error } = props
    const waiting = <Composite label={label} name={name} help={help} error={error}><Skeleton height={height} aria-busy /></Composite>
    return <div ref={ref}>{isWanted ? <Suspense fallback={waiting}><Loaded {...props} /></Suspense> : waiting}</div>
  }
}
