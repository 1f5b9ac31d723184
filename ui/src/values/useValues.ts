import { useMutation, useQuery } from '@tanstack/react-query'
import { patch, read } from '@/api/client'
import { ApiError } from '@/api/error'
import type { Item } from '@/api/types'
import { queries } from '@/api/queries'
import { useTyped, type Typed } from './typed'

/** A thing of the catalogue with what was typed into it and isn't saved yet. */
export function useValues<T extends Item>(path: string, onSaved?: () => void) {
  const query = useQuery({ queryKey: ['thing', path], queryFn: ({ signal }) => read<T>(path, { signal }) })
  const { typed, type, drop } = useTyped(path)
  const thing = query.data?.value
  const save = useMutation({
    mutationFn: (sent: Typed) => patch<T>(path, { attributes: bodyOf(sent) }, { ifMatch: query.data?.etag ?? undefined }),
    onSuccess: (read, sent) => {
      queries.setQueryData(['thing', path], read)
      drop(Object.keys(sent))
      onSaved?.()
    },
    onError: (error) => {
      if (isConflict(error)) void query.refetch()
    },
  })
  return { query, thing, etag: query.data?.etag ?? null, typed, type, drop, save, isConflict: isConflict(save.error) }
}

export type Values<T extends Item> = ReturnType<typeof useValues<T>>

const isConflict = (error: Error | null) => error instanceof ApiError && error.status === 412

/** `name.fr_FR` is a value in a language; codes of attributes have no dot. */
export const keyOf = (attribute: string, locale: string | null) => (locale ? `${attribute}.${locale}` : attribute)

/** The value that a thing has at a key. */
export function storedAt(values: Record<string, unknown>, key: string): unknown {
  const [attribute, locale] = key.split('.') as [string, string | undefined]
  const value = values[attribute]
  return locale ? (value as Record<string, unknown> | undefined)?.[locale] : value
}

function bodyOf(typed: Typed): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const [key, { sent }] of Object.entries(typed)) {
    const [attribute, locale] = key.split('.') as [string, string | undefined]
    body[attribute] = locale ? { ...(body[attribute] as object), [locale]: sent } : sent
  }
  return body
}
