import { useSyncExternalStore } from 'react'
import { addFiles, snapshot, subscribe } from './store'

/** The files on their way, and how to send more: `add(files, { classification, replaces, onAsset })`. */
export function useUploads() {
  const { uploads, interrupted } = useSyncExternalStore(subscribe, snapshot)
  return { uploads, interrupted, add: addFiles }
}
