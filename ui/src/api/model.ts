/** The definitions that many screens read: asked once, kept, and asked again after a change of the model. */
import { useQuery } from '@tanstack/react-query'
import { all } from './client'
import type { Attribute, DocumentType, Locale } from './types'

const KEPT = { staleTime: 60_000 }

/** All data locales, the default one first. */
export const useLocales = () =>
  useQuery({
    queryKey: ['model', 'locales'],
    queryFn: () => all<Locale>('/api/locales', { isActive: true }),
    select: dataLocales,
    ...KEPT,
  }).data ?? []

export const useDocumentTypes = () =>
  useQuery({
    queryKey: ['model', 'document-types'],
    queryFn: () => all<DocumentType>('/api/document-types'),
    select: (types) => [...types].sort((a, b) => a.sequence - b.sequence),
    ...KEPT,
  }).data ?? []

/** Whether there is anything that documents could be of. */
export function useModelState(): 'unknown' | 'empty' | 'made' {
  const { data } = useQuery({ queryKey: ['model', 'document-types'], queryFn: () => all<DocumentType>('/api/document-types'), ...KEPT })
  return !data ? 'unknown' : data.length === 0 ? 'empty' : 'made'
}

/** The attributes of all objects, by code. */
export const useAttributes = () =>
  useQuery({
    queryKey: ['model', 'attributes'],
    queryFn: () => all<Attribute>('/api/attributes'),
    select: byCode,
    ...KEPT,
  }).data ?? new Map<string, Attribute>()

const dataLocales = (locales: Locale[]) =>
  locales.filter((locale) => locale.isData).sort((a, b) => Number(b.isDefault) - Number(a.isDefault) || a.id.localeCompare(b.id))

function byCode<T extends { id: string }>(things: T[]): Map<string, T> {
  return new Map(things.map((thing) => [thing.id, thing]))
}
