import { useDocumentTypes } from '@/api/model'
import type { Labels } from '@/api/types'
import { useDataLocale } from '@/layout/DataLocale'
import type { Member } from './members'

/** What a document or an asset is called in the language that is worked in, else its code. */
export function useTitle(): (member: Member) => string {
  const { locale } = useDataLocale()
  const types = useDocumentTypes()
  return (member) => {
    const title = types.find(({ id }) => id === member.documentType?.id)?.titleAttribute?.id ?? 'asset_name'
    const value = member.attributes[title]
    if (typeof value === 'string') return value
    const labels = value as Labels | undefined
    return labels?.[locale] || Object.values(labels ?? {})[0] || member.id
  }
}
