import { useDocumentTypes } from '@/api/model'
import type { Process } from '@/api/types'
import { useLabel } from '../DataLocale'

/** What a job is about: the files that it reads, else the type of its documents. Nothing, where it is about more. */
export function useAbout({ type, files, documentType }: Process): string | undefined {
  const label = useLabel()
  const types = useDocumentTypes()
  if (type === 'import' && files.length > 0) return files.join(', ')
  const of = types.find(({ id }) => id === documentType?.replace(/^document\./, ''))
  return of && label(of.name, of.id)
}
