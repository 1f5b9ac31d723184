import type { DocumentType, Labels } from '@/api/types'
import type { useLabel } from './DataLocale'

/** What the title attribute of its type says, else the code. */
export function titleOf(document: { id: string; attributes: Record<string, unknown> }, type: DocumentType | undefined, label: ReturnType<typeof useLabel>): string {
  const value = type?.titleAttribute ? document.attributes[type.titleAttribute.id] : undefined
  if (typeof value === 'string') return value
  return value && typeof value === 'object' ? label(value as Labels, document.id) : document.id
}
