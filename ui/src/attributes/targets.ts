import { useQuery } from '@tanstack/react-query'
import { list } from '@/api/client'
import { useDocumentTypes } from '@/api/model'
import type { Item, Labels, Ref } from '@/api/types'
import { useDataLocale } from '@/layout/DataLocale'

/** What links lead to. */
export type TargetKind = 'assets' | 'documents' | 'variants'

/** Something that can be linked to, as it is shown. */
export interface Target {
  id: string
  title: string
  picture: string | null
  isActive: boolean
  /** Its document type, if it is a document. */
  type: string | null
  /** What kind of file it has, if it is an asset. */
  fileName: string | null
}

interface Printed extends Item {
  name?: string | Labels
  documentType?: Ref
  mainAssetThumbnailUrl?: string | null
  thumbnailUrl?: string | null
  originalFilename?: string | null
}

/** How printed things are shown: by their titles in the data language, else by their codes. */
export function useTarget(): (printed: Printed) => Target {
  const { locale } = useDataLocale()
  const types = useDocumentTypes()
  const inWords = (value: unknown): string | undefined => {
    if (typeof value === 'string') return value
    if (!value || typeof value !== 'object') return undefined
    const labels = value as Labels
    return labels[locale] ?? Object.values(labels)[0]
  }
  return (printed) => {
    const attribute = types.find((type) => type.id === printed.documentType?.id)?.titleAttribute?.id
    return {
      id: printed.id,
      title: (attribute ? inWords(printed.attributes[attribute]) : inWords(printed.name)) || printed.id,
      picture: printed.thumbnailUrl ?? printed.mainAssetThumbnailUrl ?? null,
      isActive: printed.isActive,
      type: printed.documentType?.id ?? null,
      fileName: printed.originalFilename ?? null,
    }
  }
}

const MOST = 100

/** Things by their codes; those that aren't there (any more) are missing from the map. */
export function useTargets(kind: TargetKind, ids: string[]): { targets: Map<string, Target>; isPending: boolean } {
  const shown = useTarget()
  const sorted = [...ids].sort()
  const { data, isPending } = useQuery({
    queryKey: [kind, 'of', sorted],
    enabled: ids.length > 0,
    queryFn: async ({ signal }) => {
      const parts = Array.from({ length: Math.ceil(sorted.length / MOST) }, (_, at) => sorted.slice(at * MOST, (at + 1) * MOST))
      const pages = await Promise.all(parts.map((part) => list<Printed>(`/api/${kind}`, { 'id[]': part, limit: MOST }, signal)))
      return pages.flatMap((page) => page.items)
    },
    placeholderData: (before) => before,
  })
  return { targets: new Map((data ?? []).map((printed) => [printed.id, shown(printed)])), isPending: isPending && ids.length > 0 }
}

/** The first things that a search finds. */
export function useFound(kind: TargetKind, search: string, types: string[]) {
  const shown = useTarget()
  const { data, isPending } = useQuery({
    queryKey: [kind, 'found', search, types],
    queryFn: ({ signal }) =>
      list<Printed>(`/api/${kind}`, {
        search: search || undefined,
        limit: 60,
        'documentType.id[]': kind === 'documents' && types.length ? types : undefined,
        'order[dateModified]': search ? undefined : 'desc',
      }, signal),
    placeholderData: (before) => before,
  })
  return { found: data?.items.map(shown) ?? [], total: data?.total ?? 0, isPending }
}
