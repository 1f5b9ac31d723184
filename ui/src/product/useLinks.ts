import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { all, patch, post, remove } from '@/api/client'
import { moved } from '@/attributes/useOrder'
import { failedToast, said } from '@/components/toast'
import type { LinkType } from './model'
import { useOfProduct } from './ProductContext'

/** A link from a product, with its place among its siblings. */
export interface Link {
  id: string
  linkType: { id: string }
  origin: { id: string }
  target: { id: string }
  sequence: number
}

/** The links of one type from the product, and what can be done with them; order and removal show at once. */
export function useLinks(linkType: LinkType) {
  const { t } = useTranslation('product')
  const { id } = useOfProduct()
  const client = useQueryClient()
  const key = ['links', linkType.id, id]
  const { data: links = [], isPending } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => all<Link>('/api/links', { 'linkType.id': linkType.id, 'origin.id': id, 'order[sequence]': 'asc' }, signal),
  })
  const written = () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'model' })
  /** Shows how it will be, writes it, and shows how it is. */
  const change = async (next: Link[] | null, write: () => Promise<unknown>): Promise<boolean> => {
    if (next) client.setQueryData(key, next)
    try {
      await write()
      return true
    } catch (error) {
      failedToast(error)
      return false
    } finally {
      void written()
    }
  }
  const make = (target: string, sequence?: number) =>
    post('/api/links', { linkType: { id: linkType.id }, origin: { id }, target: { id: target }, sequence })
  const add = (targets: string[]) =>
    change(null, async () => {
      for (const target of targets) await make(target)
    })
  const move = (from: number, to: number) => {
    const link = links[from]
    const place = links[to]
    if (!link || !place) return
    // Those at the place and behind it move on by one; who goes down stands behind the one that is there.
    const sequence = to < from ? place.sequence : place.sequence + 1
    void change(moved(links, from, to), () => patch(`/api/links/${link.id}`, { sequence }))
  }
  const take = async (link: Link) => {
    const isDone = await change(links.filter((one) => one.id !== link.id), () => remove(`/api/links/${link.id}`))
    if (isDone) said(t('links.removed', { id: link.target.id }), { undo: () => change(null, () => make(link.target.id, link.sequence)) })
  }
  return { links, isPending, add, move, take }
}
