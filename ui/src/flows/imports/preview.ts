/** What the server makes of a file before anything is imported: its first lines, and a guess of what its columns are. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { post } from '@/api/client'
import type { Layout, Notation, Rules } from '../profiles/profile'

export interface Preview {
  fileName: string
  size: number
  sheets: { name: string; model: string | null }[]
  /** The one that is shown. */
  sheet: string
  header: string[]
  rows: string[][]
  lines: number | null
  profile: (Layout & Rules) | null
  unmapped: { column: string; rule: string; message: string }[]
}

/** What somebody said of how the file is read; the rest is guessed. */
export type Said = Partial<Notation> & { model?: string }

export function usePreview(fileId: string | undefined, profileId: string | undefined, sheet: string | undefined, said: Said) {
  const wish = { fileId, sheet, importProfileId: profileId, importProfile: Object.keys(said).length ? said : undefined }
  return useQuery({
    queryKey: ['preview', wish],
    queryFn: async ({ signal }) => (await post<Preview>('/api/imports/preview', wish, { signal })).value,
    enabled: !!fileId,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    retry: false,
  })
}
