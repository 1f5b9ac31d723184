/** Bulk edits as the API takes them. */
import { post } from '@/api/client'
import { inWords, type Violation } from '@/api/error'
import type { Effect } from '@/components/Impact'
import { both, isEmpty, type FilterJson } from '../filter/json'
import type { Question } from '../rows'
import type { Selection } from '@/grid/types'

export type Operation =
  | { op: 'set' | 'append' | 'remove'; attribute: string; locale?: string; value: unknown }
  | { op: 'clear'; attribute: string; locale?: string }
  | { op: 'replace'; attribute: string; locale?: string; find: string; with: string; matchCase: boolean }
  | { op: 'attributeSet'; id: string | null }
  | { op: 'classify'; add: string[]; remove: string[] }
  | { op: 'transition'; workflow: string; node: string }
  | { op: 'active'; value: boolean }
  | { op: 'tags'; add: string[]; remove: string[] }
  | { op: 'duplicate' | 'delete' }

export type Op = Operation['op']

/** The documents that are meant. */
export interface Target {
  ids: string[] | null
  filter: FilterJson | null
  search: string | null
}

export interface PreviewedChange {
  property: string
  locale: string | null
  before: unknown
  after: unknown
}

export interface Previewed {
  count: number
  toChange: number
  unchanged: number
  refused: number
  isExact: boolean
  tried: number
  first: { id: string; title: string | null; changes: PreviewedChange[]; violations: Violation[] }[]
}

/** Those that were chosen by their boxes: by their codes, or as all of the list but some. */
export function targetOf(selection: Selection, { type, filter, search }: Question): Target {
  if (!selection.isAll) return { ids: [...selection.ids], filter: null, search: null }
  const without = selection.ids.size > 0 ? { not: { id: [...selection.ids] } } : {}
  const all = both(both({ 'documentType.id': type }, filter), without)
  return { ids: null, filter: isEmpty(all) ? null : all, search: search || null }
}

const body = (target: Target, operations: Operation[]) => ({ resource: 'documents', ...target, operations })

export const previewOf = async (target: Target, operations: Operation[], signal?: AbortSignal) =>
  inWordsAll((await post<Previewed>('/api/bulk-edits/preview', body(target, operations), { signal })).value)

async function inWordsAll(previewed: Previewed): Promise<Previewed> {
  const first = await Promise.all(previewed.first.map(async (one) => ({ ...one, violations: await inWords(one.violations) })))
  return { ...previewed, first }
}

/** What else a deletion would touch: of all of them, or of as many as were tried. */
export interface Touched {
  count: number
  isExact: boolean
  tried: number
  effects: Effect[]
}

export const impactOf = async (target: Target) => (await post<Touched>('/api/documents/impact', target)).value

export const runBulkEdit = async (target: Target, operations: Operation[], expected: number) =>
  (await post<{ id: string }>('/api/bulk-edits', { ...body(target, operations), expected })).value

/** Whether it says all that it needs. */
export function isComplete(operation: Operation): boolean {
  switch (operation.op) {
    case 'set': case 'append': case 'remove': return operation.attribute !== '' && operation.value !== undefined && operation.value !== null
    case 'clear': return operation.attribute !== ''
    case 'replace': return operation.attribute !== '' && operation.find !== ''
    case 'classify': case 'tags': return operation.add.length > 0 || operation.remove.length > 0
    case 'transition': return operation.node !== ''
    default: return true
  }
}

/** An operation of a kind that says nothing yet. */
export function blank(op: Op): Operation {
  switch (op) {
    case 'set': case 'append': case 'remove': return { op, attribute: '', value: null }
    case 'clear': return { op, attribute: '' }
    case 'replace': return { op, attribute: '', find: '', with: '', matchCase: false }
    case 'attributeSet': return { op, id: null }
    case 'classify': case 'tags': return { op, add: [], remove: [] }
    case 'transition': return { op, workflow: '', node: '' }
    case 'active': return { op, value: true }
    default: return { op }
  }
}
