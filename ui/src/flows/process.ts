/** Long work of the server: what it is, how far it is, and what became of it. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { get, list, type Params } from '@/api/client'

export interface Counts {
  total: number
  created: number
  updated: number
  deleted: number
  ignored: number
  errors: number
}

export const STATUSES = ['pending', 'running', 'finished', 'failed', 'cancelled'] as const
export type Status = (typeof STATUSES)[number]

export interface Process {
  id: string
  type: string
  subject: string
  status: Status
  documentType: string | null
  /** It writes nothing. */
  isDryRun: boolean
  /** The names of those that it reads and has made, as long as they are kept. */
  files: string[]
  /** The process that it takes back. */
  undoes: string | null
  progress: { done: number; total: number | null; rate: number | null; secondsLeft: number | null }
  metadata: { count?: Counts; warnings?: number; report?: string; failed?: string; changes?: string; file?: string }
  importProfileId?: string | null
  exportProfileId?: string | null
  trouble: string | null
  cancelledBy: string | null
  createdBy: string
  dateCreated: string
  startDate: string | null
  endDate: string | null
}

const PROCESSES = '/api/processes'
const POLL = 900

export const pathOf = (id: string) => `${PROCESSES}/${id}`

export const isOver = (process: Pick<Process, 'status'>) => process.status !== 'pending' && process.status !== 'running'

/** Whether what it did can be taken back. */
export const isUndoable = (process: Process) =>
  ['import', 'undo', 'bulk_edit'].includes(process.type) && isOver(process) && !process.isDryRun && changed(process) > 0

const changed = ({ metadata: { count } }: Process) => (count ? count.created + count.updated + count.deleted : 0)

/** One process, asked again until it is over; lists of data are asked anew then. */
export function useProcess(id: string | undefined) {
  const queries = useQueryClient()
  const asked = useQuery({
    queryKey: ['process', id],
    queryFn: ({ signal }) => get<Process>(pathOf(id ?? ''), { signal }),
    enabled: !!id,
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : POLL),
  })
  const wasUnderWay = useRef(false)
  const isDone = asked.data && isOver(asked.data)
  useEffect(() => {
    if (asked.data && !isDone) wasUnderWay.current = true
    if (!isDone || !wasUnderWay.current) return
    wasUnderWay.current = false
    void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'process' && queryKey[0] !== 'preview' })
  }, [asked.data, isDone, queries])
  return asked
}

/** A page of them, the newest first; asked again while some of them are under way. */
export function useProcesses(params: Params) {
  return useQuery({
    queryKey: ['processes', params],
    queryFn: ({ signal }) => list<Process>(PROCESSES, { 'order[dateCreated]': 'desc', ...params }, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.items.some((one) => !isOver(one)) ? POLL * 2 : 10_000),
  })
}
