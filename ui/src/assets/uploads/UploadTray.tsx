import { lazy, Suspense } from 'react'
import { useUploads } from './useUploads'

const Tray = lazy(async () => ({ default: (await import('./Tray')).Tray }))

/** What is being uploaded, in a corner of every page; nothing while there is nothing. */
export function UploadTray() {
  const { uploads, interrupted } = useUploads()
  if (uploads.length === 0 && interrupted.length === 0) return null
  return <Suspense><Tray /></Suspense>
}
