import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { get } from '@/api/client'
import { useDocumentTypes } from '@/api/model'
import type { Ref } from '@/api/types'
import { useLabel } from '../DataLocale'
import { documentPlace, places } from '../places'
import { titleOf } from '../titleOf'

/** One line of what a search found. */
export interface Found {
  to: string
  label: string
  code: string
  /** What it is. */
  kind: string
  picture: string | null
}

interface FoundDocument {
  id: string
  documentType: Ref
  attributes: Record<string, unknown>
  mainAssetThumbnailUrl?: string | null
}

interface FoundAsset {
  id: string
  name: string | null
  thumbnailUrl: string | null
}

const MOST = 7
const FEW = 4

/** The documents and assets that are found by words or by the beginning of a code. */
export function useFound(words: string): { documents: Found[]; assets: Found[]; isPending: boolean } {
  const label = useLabel()
  const types = useDocumentTypes()
  const ask = <T,>(what: string, limit: number) => ({
    queryKey: ['palette', what, words],
    queryFn: ({ signal }: { signal: AbortSignal }) => get<T[]>(`/api/${what}`, { params: { search: words, limit }, signal }),
    enabled: words !== '',
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
  const documents = useQuery(ask<FoundDocument>('documents', MOST))
  const assets = useQuery(ask<FoundAsset>('assets', FEW))
  if (words === '') return { documents: [], assets: [], isPending: false }
  return {
    documents: (documents.data ?? []).map((document) => {
      const type = types.find((one) => one.id === document.documentType.id)
      return {
        to: documentPlace(document.documentType.id, document.id),
        label: titleOf(document, type, label),
        code: document.id,
        kind: label(type?.name, document.documentType.id),
        picture: document.mainAssetThumbnailUrl ?? null,
      }
    }),
    assets: (assets.data ?? []).map((asset) => ({
      to: `${places.assets}/${encodeURIComponent(asset.id)}`,
      label: asset.name || asset.id,
      code: asset.id,
      kind: '',
      picture: asset.thumbnailUrl,
    })),
    isPending: documents.isFetching || assets.isFetching,
  }
}
