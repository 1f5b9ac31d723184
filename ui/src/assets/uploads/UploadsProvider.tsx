import { useEffect, type ReactNode } from 'react'
import { isBusy } from './store'

/** Uploads go on whatever page is shown; whoever closes the window while some do is asked first. */
export function UploadsProvider({ children }: { children: ReactNode }) {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (isBusy()) event.preventDefault()
    }
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [])
  return children
}
