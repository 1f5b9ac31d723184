import type { PreviousUpload, Upload as Sending } from 'tus-js-client'
import { get } from '@/api/client'

/** A file that the server has, and the assets that have the very same bytes. */
interface Sent {
  id: string
  duplicates: string[]
}

interface Told {
  onProgress: (sent: number) => void
  onSent: (file: Sent) => void
  onFailed: (error: Error) => void
}

const PATIENCE = [0, 1_000, 3_000, 8_000, 15_000]
const PIECE = 16 * 1024 * 1024

/** Sends a file piece by piece; where an earlier try of the same file was broken off, it goes on there. */
export async function sending(file: File, { onProgress, onSent, onFailed }: Told): Promise<Sending> {
  const { Upload } = await import('tus-js-client')
  const upload = new Upload(file, {
    endpoint: '/api/files',
    headers: { 'X-Vitrine-Session': '1' },
    metadata: { filename: file.name, fileType: 'asset' },
    chunkSize: PIECE,
    retryDelays: PATIENCE,
    removeFingerprintOnSuccess: true,
    onProgress,
    onError: onFailed,
    onSuccess: () => {
      const id = upload.url?.split('/').at(-1) ?? ''
      get<Sent>(`/api/files/${id}`).then(onSent, onFailed)
    },
  })
  const [earlier] = (await upload.findPreviousUploads()).sort(latest)
  if (earlier) upload.resumeFromPreviousUpload(earlier)
  return upload
}

const latest = (a: PreviousUpload, b: PreviousUpload) => b.creationTime.localeCompare(a.creationTime)

/** What an earlier visit did not finish. */
export interface Interrupted {
  key: string
  name: string
  size: number
}

const KEPT = 'tus::'

/** Uploads of an earlier visit: their files must be chosen again, and go on where they were. */
export function interrupted(): Interrupted[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(KEPT)).flatMap((key) => {
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as { size?: number; metadata?: { filename?: string } }
    return kept.metadata?.filename ? [{ key, name: kept.metadata.filename, size: kept.size ?? 0 }] : []
  })
}

/** Does not go on with an earlier upload. */
export const forget = (key: string) => localStorage.removeItem(key)
