import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { all, patch, read } from '@/api/client'
import { ApiError } from '@/api/error'
import type { Attribute, Item } from '@/api/types'
import { isEmpty, isSame, valueOf, written } from '@/attributes/kinds'
import type { RowChange, RowSaved, Save } from '@/grid/types'
import { useOfProduct } from './ProductContext'

/** A variant as its row shows it: what it says itself, and what it inherits. */
export interface VariantRow extends Item {
  sequence: number
  mainAssetThumbnailUrl: string | null
  inherited: Record<string, unknown>
  '@etag'?: string
}

const PATH = '/api/variants'

/** The variants of the document, and how rows of them are saved. */
export function useVariants(attributes: Attribute[], locale: string) {
  const { id } = useOfProduct()
  const client = useQueryClient()
  const { data, isPending, error } = useQuery({
    queryKey: ['variants', 'of', id],
    queryFn: async ({ signal }): Promise<VariantRow[]> => {
      const params = { 'document.id': id, 'order[sequence]': 'asc' }
      const [own, whole] = await Promise.all([
        all<VariantRow>(PATH, { ...params, etag: true }, signal),
        all<VariantRow>(PATH, { ...params, inherited: true }, signal),
      ])
      const inherited = new Map(whole.map((one) => [one.id, one.attributes]))
      return own.map((one) => ({ ...one, inherited: inherited.get(one.id) ?? {} }))
    },
  })
  const byId = useMemo(() => new Map(attributes.map((attribute) => [attribute.id, attribute])), [attributes])
  const save = useCallback<Save<VariantRow>>(async (changes) => {
    const saved: RowSaved<VariantRow>[] = []
    for (const change of changes) saved.push(await saveRow(change, byId, locale))
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'variants' || (queryKey[0] === 'documents' && queryKey[1] === 'one') })
    return saved
  }, [byId, locale, client])
  return { variants: data, isPending, error, save }
}

async function saveRow({ id, item, cells }: RowChange<VariantRow>, attributes: Map<string, Attribute>, locale: string): Promise<RowSaved<VariantRow>> {
  const body: { isActive?: boolean; attributes: Record<string, unknown> } = { attributes: {} }
  for (const [key, { after }] of Object.entries(cells)) {
    const attribute = attributes.get(key)
    if (!attribute) body.isActive = after === true
    else body.attributes[key] = attribute.isLocalizable ? { [locale]: written(attribute, after) } : written(attribute, after)
  }
  const path = `${PATH}/${encodeURIComponent(id)}`
  const send = (etag: string | undefined) => patch<VariantRow>(path, body, { ifMatch: etag })
  try {
    const answer = await send(item['@etag']).catch(async (refused: unknown) => {
      if (!(refused instanceof ApiError) || refused.status !== 412) throw refused
      const now = await read<VariantRow>(path)
      const theirs = contested(cells, now.value, attributes, locale)
      if (Object.keys(theirs).length) throw new Contested(theirs, { ...item, ...now.value, '@etag': now.etag ?? undefined })
      return send(now.etag ?? undefined)
    })
    const inherited = { ...item.inherited, ...answer.value.attributes }
    return { id, item: { ...item, ...answer.value, inherited, '@etag': answer.etag ?? undefined } }
  } catch (refused) {
    if (refused instanceof Contested) return { id, item: refused.item, theirs: refused.theirs }
    return { id, errors: errorsOf(refused, Object.keys(cells)) }
  }
}

/** Somebody else wrote into the same cells. */
class Contested extends Error {
  constructor(readonly theirs: Record<string, unknown>, readonly item: VariantRow) {
    super()
  }
}

function contested(cells: RowChange<VariantRow>['cells'], now: VariantRow, attributes: Map<string, Attribute>, locale: string): Record<string, unknown> {
  const theirs: Record<string, unknown> = {}
  for (const [key, { before, after }] of Object.entries(cells)) {
    const attribute = attributes.get(key)
    if (!attribute) continue
    const held = valueOf(now.attributes, attribute, locale)
    // What was shown may have been inherited: then nothing was there before.
    if (!isEmpty(held) && !isSame(attribute, held, before) && !isSame(attribute, held, after)) theirs[key] = held
  }
  return theirs
}

function errorsOf(refused: unknown, keys: string[]): Record<string, string> {
  if (!(refused instanceof ApiError)) return { '': refused instanceof Error ? refused.message : String(refused) }
  const errors: Record<string, string> = {}
  for (const { propertyPath, message } of refused.violations) {
    const [, code = ''] = propertyPath.split('.')
    errors[keys.includes(code) ? code : ''] = message
  }
  return refused.violations.length ? errors : { '': refused.message }
}
