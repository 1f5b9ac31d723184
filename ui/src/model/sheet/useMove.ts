import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Attribute } from '@/api/types'
import { failedToast, said } from '@/components/toast'
import { changeAll } from '../bulk'
import type { AttributeGroup } from '../definition'
import { REST, type SheetNode } from './sheet'

type Resource = 'attributes' | 'attribute-groups'

/** Where a thing stands: what a move writes. */
interface Place {
  id: string
  sequence: number
  section?: { id: string } | null
  parent?: { id: string } | null
}

/** Moves lines of the tree: shown at once, written after, taken back if that fails or is wished. */
export function useMove() {
  const { t } = useTranslation('model')
  const queries = useQueryClient()
  return async (moved: SheetNode, parent: SheetNode | null, siblings: SheetNode[]) => {
    const resource: Resource = moved.attribute ? 'attributes' : 'attribute-groups'
    const after = placed(moved, parent, siblings)
    const before = after.map(({ id }) => placeOf(siblings.find((one) => codeOf(one) === id) ?? moved))
    if (after.length === 0) return
    try {
      await write(queries, resource, after)
      said(t('sheet.moved'), { undo: () => write(queries, resource, before) })
    } catch (error) {
      failedToast(error)
    }
  }
}

const codeOf = (node: SheetNode) => node.attribute?.id ?? node.group?.id ?? ''

function placeOf({ attribute, group }: SheetNode): Place {
  if (attribute) return { id: attribute.id, sequence: attribute.sequence, section: ref(attribute.section) }
  return { id: group?.id ?? '', sequence: group?.sequence ?? 0, parent: ref(group?.parent ?? null) }
}

const ref = (one: { id: string } | null) => one && { id: one.id }

/** The places of all siblings that get another one. */
function placed(moved: SheetNode, parent: SheetNode | null, siblings: SheetNode[]): Place[] {
  const home = parent && parent.id !== REST ? { id: codeOf(parent) } : null
  return siblings.flatMap((node, index) => {
    const old = placeOf(node)
    const place: Place = { ...old, sequence: index + 1 }
    if (node === moved && moved.attribute) place.section = home
    if (node === moved && moved.group && moved.level > 1) place.parent = home
    if (moved.group && moved.level === 1) delete place.parent
    return JSON.stringify(place) === JSON.stringify(old) ? [] : [place]
  })
}

async function write(queries: QueryClient, resource: Resource, places: Place[]): Promise<void> {
  const key = ['model', 'all', resource]
  const before = queries.getQueryData(key)
  queries.setQueryData<(Attribute | AttributeGroup)[]>(key, (all) =>
    all?.map((one) => ({ ...one, ...places.find((place) => place.id === one.id) }) as typeof one),
  )
  try {
    await changeAll(`/api/${resource}`, places)
  } catch (error) {
    queries.setQueryData(key, before)
    throw error
  } finally {
    void queries.invalidateQueries({ queryKey: ['model'] })
  }
}
