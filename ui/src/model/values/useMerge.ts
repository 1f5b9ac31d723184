import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { get, post, remove } from '@/api/client'
import type { Attribute } from '@/api/types'
import { failedToast, said } from '@/components/toast'
import type { PredefinedValue } from '../definition'

interface Process {
  id: string
  status: 'pending' | 'running' | 'finished' | 'failed' | 'cancelled'
  progress: { done: number; total: number } | null
  trouble: string | null
}

interface Wish {
  /** The code of the value that stays. */
  into: string
  /** How many objects hold the other one, as was shown. */
  expected: number
}

const RESOURCES = { document: 'documents', variant: 'variants', asset: 'assets', classification: 'classifications', link: 'links' }

/** The process that puts one value in the place of another, asked again until it is over. */
export const merging = (id: string | undefined) =>
  queryOptions({
    queryKey: ['processes', id],
    queryFn: () => get<Process>(`/api/processes/${id}`),
    refetchInterval: ({ state }) => (state.data && !isUnderWay(state.data) ? false : 700),
  })

const isUnderWay = ({ status }: Process) => status === 'pending' || status === 'running'

/** Replaces a value in all objects, by a process; once that is over the value is deleted. */
export function useMerge(value: PredefinedValue, attribute: Attribute | undefined, onMerged: () => void) {
  const { t } = useTranslation('model')
  const queries = useQueryClient()
  const id = value.attribute.id
  const mutation = useMutation({
    mutationFn: async ({ into, expected }: Wish) => {
      const asked = {
        resource: RESOURCES[attribute?.objectType ?? 'document'],
        filter: { [`attributes.${id}`]: { in: [value.code] } },
        operations: replacing(id, value.code, into, attribute?.type === 'multiselect'),
        expected,
      }
      return (await post<Process>('/api/bulk-edits', asked)).value.id
    },
  })
  const { data: process } = useQuery({ ...merging(mutation.data), enabled: mutation.data !== undefined })
  const isWaiting = mutation.data !== undefined && (!process || isUnderWay(process))
  const finish = useRef(async () => undefined as void)
  finish.current = async () => {
    try {
      await remove(`/api/predefined-values/${encodeURIComponent(value.id)}`)
      said(t('values.merged'))
      onMerged()
    } catch (error) {
      failedToast(error)
    }
    // What is gone isn't asked for again.
    await queries.invalidateQueries({ queryKey: ['model'], predicate: ({ queryKey }) => !queryKey.includes(value.id) })
  }
  const isDone = process?.status === 'finished'
  useEffect(() => {
    if (isDone) void finish.current()
  }, [isDone])
  return { ...mutation, isWaiting }
}

/** Of several values the new one is added before the old one goes. */
function replacing(attribute: string, from: string, into: string, isMany: boolean) {
  if (!isMany) return [{ op: 'set', attribute, value: into }]
  return [{ op: 'append', attribute, value: [into] }, { op: 'remove', attribute, value: [from] }]
}
