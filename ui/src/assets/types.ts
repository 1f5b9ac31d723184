import type { Item, Ref } from '@/api/types'

export interface Metadata {
  status: 'pending' | 'ready' | 'failed'
  trouble?: string | null
  mimeType?: string | null
  size?: number | null
  width?: number | null
  height?: number | null
  extension?: string | null
  checksum?: string | null
  exif?: Record<string, unknown>
  iptc?: Record<string, unknown>
  xmp?: Record<string, unknown>
}

export interface Asset extends Item {
  name: string
  metadata: Metadata | null
  url: string | null
  originalFilename: string | null
  thumbnailUrl: string | null
  previewUrl: string | null
  thumbnails: Record<string, string>
  classifications: Ref[]
  documentLinks: Ref[]
  variantLinks: Ref[]
}

export type Kind = 'image' | 'video' | 'audio' | 'pdf' | 'other'

export const KINDS: Kind[] = ['image', 'video', 'audio', 'pdf', 'other']

export function kindOf(asset: Asset): Kind {
  const mime = asset.metadata?.mimeType ?? ''
  if (mime === 'application/pdf') return 'pdf'
  return KINDS.find((kind) => mime.startsWith(`${kind}/`)) ?? 'other'
}
