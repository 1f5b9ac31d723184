import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { patch, read, type Read } from '@/api/client'
import { ApiError } from '@/api/error'
import type { Attribute } from '@/api/types'
import { isSame, valueOf, written } from '@/attributes/kinds'
import { Typed } from '@/attributes/kind'
import { keepTyped, keptOf } from './kept'
import type { Product, Resource } from './model'
import { keep, keyOf, pathOf } from './useProduct'

/** A value that was typed and isn't saved yet. */
export interface Change {
  attribute: Attribute
  locale: string
  value: unknown
  /** What the server held when it was begun. */
  base: unknown
}

/** A value that somebody else changed while it was typed over. */
export interface Conflict extends Change {
  key: string
  theirs: unknown
}

type Changes = Record<string, Change>

/** Where a value stands in a body, as violations name it. */
export const placeOf = (attribute: Attribute, locale: string) => (attribute.isLocalizable ? `${attribute.id}.${locale}` : attribute.id)

export interface Draft {
  changes: Changes
  count: number
  /** What is wrong, by the place of the value. */
  errors: Record<string, string>
  /** What is wrong beside values, or why nothing could be sent. */
  failure: Error | null
  /** How often a save was refused: each time, what is wrong is pointed at. */
  refusals: number
  conflicts: Conflict[]
  isSaving: boolean
  savedAt: Date | null
  set: (attribute: Attribute, locale: string, value: unknown) => void
  /** Drops what was typed at one place. */
  reset: (attribute: Attribute, locale: string) => void
  save: () => Promise<boolean>
  /** Takes what somebody else wrote at these places, and keeps what was typed elsewhere. */
  settle: (theirs: string[]) => Promise<boolean>
  leaveOpen: () => void
  discard: () => void
}

/** What is typed on a product's page until it is saved: nothing of it is lost, whatever the server says. */
export function useDraft(resource: Resource, id: string, unreadable: string): Draft {
  const client = useQueryClient()
  const [changes, setChanges] = useState<Changes>(() => keptOf(pathOf(resource, id)))
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [failure, setFailure] = useState<Error | null>(null)
  const [refusals, setRefusals] = useState(0)
  const [conflicts, setConflicts] = useState<Conflict[]>([])
  const [isSaving, setSaving] = useState(false)
  const [savedAt, setSavedAt] = useState<Date | null>(null)
  const latest = useRef(changes)
  latest.current = changes
  useEffect(() => keepTyped(pathOf(resource, id), changes), [resource, id, changes])
  const stored = useCallback(() => client.getQueryData<Read<Product>>(keyOf(resource, id)), [client, resource, id])

  const set = useCallback((attribute: Attribute, locale: string, value: unknown) => {
    const place = placeOf(attribute, locale)
    setErrors(({ [place]: _, ...rest }) => rest)
    setChanges(({ [place]: before, ...rest }) => {
      const held = valueOf(stored()?.value.attributes ?? {}, attribute, locale)
      if (!(value instanceof Typed) && isSame(attribute, value, held)) return rest
      return { ...rest, [place]: { attribute, locale, value, base: before ? before.base : held } }
    })
  }, [stored])

  const reset = useCallback((attribute: Attribute, locale: string) => {
    const place = placeOf(attribute, locale)
    setErrors(({ [place]: _, ...rest }) => rest)
    setChanges(({ [place]: _, ...rest }) => rest)
  }, [])

  const send = useCallback(async (sent: Changes, isAgain = false): Promise<boolean> => {
    const known = stored()
    if (!known) return false
    const contested = contestedOf(sent, known.value)
    if (contested.length) {
      setConflicts(contested)
      return false
    }
    try {
      const answer = await patch<Product>(pathOf(resource, id), { attributes: bodyOf(sent) }, { ifMatch: known.etag ?? undefined })
      keep(client, resource, id, answer)
      setChanges((now) => unsent(now, sent))
      setSavedAt(new Date())
      return true
    } catch (error) {
      if (error instanceof ApiError && error.status === 412 && !isAgain) {
        client.setQueryData(keyOf(resource, id), await read<Product>(pathOf(resource, id)))
        return send(sent, true)
      }
      if (!(error instanceof Error)) throw error
      const told = error instanceof ApiError ? placed(error, sent) : { errors: {}, isAll: false }
      setErrors(told.errors)
      setRefusals((before) => before + 1)
      setFailure(told.isAll ? null : error)
      return false
    }
  }, [client, resource, id, stored])

  const save = useCallback(async (): Promise<boolean> => {
    const sent = latest.current
    const typed = Object.entries(sent).filter(([, change]) => change.value instanceof Typed)
    if (typed.length) {
      setErrors(Object.fromEntries(typed.map(([place]) => [place, unreadable])))
      setRefusals((before) => before + 1)
      return false
    }
    if (Object.keys(sent).length === 0) return true
    setSaving(true)
    setFailure(null)
    try {
      return await send(sent)
    } finally {
      setSaving(false)
    }
  }, [send, unreadable])

  const settle = useCallback(async (theirs: string[]) => {
    const now = stored()?.value.attributes ?? {}
    const kept = Object.entries(latest.current).filter(([place]) => !theirs.includes(place))
    const based = Object.fromEntries(kept.map(([place, change]) => [place, { ...change, base: valueOf(now, change.attribute, change.locale) }]))
    latest.current = based
    setChanges(based)
    setConflicts([])
    return save()
  }, [stored, save])

  const discard = useCallback(() => {
    setChanges({})
    setErrors({})
    setFailure(null)
  }, [])
  const leaveOpen = useCallback(() => setConflicts([]), [])
  return useMemo(
    () => ({ changes, count: Object.keys(changes).length, errors, failure, refusals, conflicts, isSaving, savedAt, set, reset, save, settle, leaveOpen, discard }),
    [changes, errors, failure, refusals, conflicts, isSaving, savedAt, set, reset, save, settle, leaveOpen, discard],
  )
}

/** The values that are neither what they were when they were begun nor what is typed. */
function contestedOf(changes: Changes, product: Product): Conflict[] {
  return Object.entries(changes).flatMap(([key, change]) => {
    const theirs = valueOf(product.attributes, change.attribute, change.locale)
    const isContested = !isSame(change.attribute, theirs, change.base) && !isSame(change.attribute, theirs, change.value)
    return isContested ? [{ ...change, key, theirs }] : []
  })
}

function bodyOf(changes: Changes): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const { attribute, locale, value } of Object.values(changes)) {
    const sent = written(attribute, value)
    body[attribute.id] = attribute.isLocalizable ? { ...(body[attribute.id] as object | undefined), [locale]: sent } : sent
  }
  return body
}

/** What was typed while the rest was on its way. */
function unsent(now: Changes, sent: Changes): Changes {
  const left = Object.entries(now).filter(([place, change]) => sent[place]?.value !== change.value)
  return Object.fromEntries(left.map(([place, change]) => [place, { ...change, base: sent[place] ? sent[place].value : change.base }]))
}

/** Errors at the fields that they tell of; `isAll`: there are no others. */
function placed(error: ApiError, sent: Changes): { errors: Record<string, string>; isAll: boolean } {
  const errors: Record<string, string> = {}
  let others = error.violations.length === 0
  for (const { propertyPath, message } of error.violations) {
    const path = propertyPath.replace(/^attributes\./, '')
    const places = Object.keys(sent).filter((place) => path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`) || place.startsWith(`${path}.`))
    for (const place of places) errors[place] = errors[place] ? `${errors[place]} ${message}` : message
    others ||= places.length === 0
  }
  return { errors, isAll: !others }
}
