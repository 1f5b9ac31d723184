import { useQueryClient } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { patch, post, type Params, type Read } from '@/api/client'
import { ApiError } from '@/api/error'
import { confirmed } from '@/components/Confirm'
import { said } from '@/components/toast'
import { mergePatch, patched } from './mergePatch'

/** Something that is being edited: what is there, with what was typed on top. */
export interface Draft<T> {
  value: T
  /** What the server has; null: it isn't made yet. */
  original: T | null
  isDirty: boolean
  isSaving: boolean
  /** Why the last attempt to save failed. */
  failure: Error | null
  set: (change: Partial<T>) => void
  reset: () => void
  /** `params` go with the request, as `force` does. */
  save: (params?: Params) => Promise<void>
  /** What is wrong at a property, or below it. */
  error: (path: string) => string | undefined
}

interface Options<T> {
  /** The collection, such as `/api/attributes`. */
  path: string
  /** As read; null: a new one. */
  read: Read<T> | null
  blank: T
  /** Reads again what another may have changed. */
  refresh: () => Promise<unknown>
  onMade: (made: T) => void
}

/** Edits one definition: nothing typed is lost before it is saved or thrown away on purpose. */
export function useDraft<T extends { id: string }>({ path, read, blank, refresh, onMade }: Options<T>): Draft<T> {
  const { t } = useTranslation('model')
  const queries = useQueryClient()
  // What was typed is kept as a patch: whatever else another changes meanwhile stays theirs.
  const [typed, setTyped] = useState<Record<string, unknown>>({})
  const [failure, setFailure] = useState<Error | null>(null)
  const [isSaving, setSaving] = useState(false)
  const before = read?.value ?? blank
  const value = patched(before, typed)
  const change = mergePatch(before as Record<string, unknown>, value as Record<string, unknown>)
  const isDirty = change !== undefined
  const mayBeLost = useRef(false)
  useEffect(() => {
    mayBeLost.current = isDirty
  }, [isDirty])
  useBlocker({
    shouldBlockFn: async ({ current, next }) => {
      if (!mayBeLost.current || current.pathname === next.pathname) return false
      const question = { title: t('leave.title'), body: t('leave.body'), confirm: t('leave.do'), isDangerous: true }
      return !(await confirmed(question))
    },
    enableBeforeUnload: () => mayBeLost.current,
  })

  const save = async (params?: Params) => {
    if (isSaving || (read && !change)) return
    setSaving(true)
    setFailure(null)
    try {
      // What is new is sent whole, lest the server's defaults differ from what is shown.
      const written = read
        ? await patch<T>(`${path}/${encodeURIComponent(value.id)}`, change, { ifMatch: read.etag ?? undefined, params })
        : await post<T>(path, mergePatch({}, value as Record<string, unknown>))
      mayBeLost.current = false
      // What else shows it may take longer: counts, say, while documents are counted anew.
      void queries.invalidateQueries({ queryKey: ['model'] })
      await refresh()
      setTyped({})
      said(t(read ? 'saved' : 'made'))
      if (!read) onMade(written.value)
    } catch (error) {
      setFailure(error as Error)
      if (error instanceof ApiError && error.status === 412) await refresh()
    } finally {
      setSaving(false)
    }
  }

  const violations = failure instanceof ApiError ? failure.violations : []
  return {
    value,
    original: read?.value ?? null,
    isDirty,
    isSaving,
    failure,
    set: (some) => setTyped((earlier) => mergePatch(before as Record<string, unknown>, { ...patched(before, earlier), ...some }) ?? {}),
    reset: () => {
      setTyped({})
      setFailure(null)
    },
    save,
    error: (at) => told(violations.filter(({ propertyPath }) => isAt(propertyPath, at)).map(({ message }) => message)),
  }
}

const isAt = (path: string, at: string) => path === at || path.startsWith(`${at}.`) || path.startsWith(`${at}[`)

function told(messages: string[]): string | undefined {
  if (messages.length < 4) return messages.join(' ') || undefined
  return `${messages.slice(0, 3).join(' ')} … (+${messages.length - 3})`
}
