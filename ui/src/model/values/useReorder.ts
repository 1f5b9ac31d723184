import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failedToast, said } from '@/components/toast'
import { raise, writeEach } from '../bulk'
import type { PredefinedValue } from '../definition'
import type { Values } from './useValues'

interface Place {
  id: string
  sequence: number
}

/** Moves a value in its list: those between the old place and the new one move on by one. */
export function useReorder(attribute: string) {
  const { t } = useTranslation('model')
  const queries = useQueryClient()
  const write = async (places: Place[]) => {
    try {
      raise(await writeEach('/api/predefined-values', places, 'update'))
    } finally {
      await queries.invalidateQueries({ queryKey: ['model', 'values', attribute] })
    }
  }
  return async (values: Values, from: number, to: number) => {
    const [first, last] = from < to ? [from, to] : [to, from]
    const between: PredefinedValue[] = []
    for (let index = first; index <= last; index += 1) {
      const value = values.at(index)
      if (value) between.push(value)
    }
    if (between.length !== last - first + 1) return
    const before = between.map(({ id, sequence }) => ({ id, sequence }))
    try {
      await write(moved(before, from - first, to - first))
      said(t('sheet.moved'), { undo: () => write(before) })
    } catch (error) {
      failedToast(error)
    }
  }
}

/** The same places, given out anew; where two share one, they are counted on. */
function moved(places: Place[], from: number, to: number): Place[] {
  const order = [...places]
  const [one] = order.splice(from, 1)
  if (one) order.splice(to, 0, one)
  let last = -Infinity
  return order.map(({ id }, index) => {
    last = Math.max(last + 1, places[index]?.sequence ?? 0)
    return { id, sequence: last }
  })
}
