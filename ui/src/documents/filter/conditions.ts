/** A filter as chips show it, and the way between that and what the API takes. */
import type { FilterJson } from './json'

export type Op =
  | 'is' | 'isNot' | 'in' | 'notIn' | 'contains' | 'startsWith' | 'endsWith' | 'gt' | 'gte' | 'lt' | 'lte' | 'between'
  | 'filled' | 'missing' | 'after' | 'before' | 'below' | 'notBelow'

export interface Condition {
  /** `attributes.x`, `completeness.web`, `workflow.editing`, `classifications`, `tags`, `id`… */
  field: string
  /** A language, or a currency of a price; any will do if none is said. */
  part?: string
  op: Op
  value?: unknown
}

/** Conditions that must all hold, or any of which must. What isn't understood here is kept as it came. */
export interface Group {
  isAny: boolean
  items: Item[]
}

export type Item = Condition | Group | { raw: FilterJson }

export const isGroup = (item: Item): item is Group => 'items' in item
export const isCondition = (item: Item): item is Condition => 'field' in item

const SENT: Partial<Record<Op, string>> = {
  isNot: 'notEquals', notIn: 'notIn', contains: 'contains', startsWith: 'startsWith', endsWith: 'endsWith', gt: 'gt', gte: 'gte', lt: 'lt', lte: 'lte',
  between: 'between', after: 'after', before: 'before',
}
const READ: Record<string, Op> = { ...Object.fromEntries(Object.entries(SENT).map(([op, sent]) => [sent, op])), equals: 'is', in: 'in', strictly_after: 'after', strictly_before: 'before' }

/** Whether it says enough to be asked. */
export function isWhole({ op, value }: Condition): boolean {
  if (op === 'filled' || op === 'missing') return true
  if (op === 'between') return Array.isArray(value) && value.every((one) => one !== '' && one !== undefined && one !== null)
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== ''
}

export function written(group: Group): FilterJson {
  const items = group.items.flatMap((item) => {
    const one = isGroup(item) ? written(item) : isCondition(item) ? (isWhole(item) ? writtenCondition(item) : {}) : item.raw
    return Object.keys(one).length > 0 ? [one] : []
  })
  if (items.length <= 1) return items[0] ?? {}
  return { [group.isAny ? 'or' : 'and']: items }
}

function writtenCondition({ field, part, op, value }: Condition): FilterJson {
  const [kind, code = ''] = field.split('.')
  const codes = Array.isArray(value) ? value : [value]
  switch (kind) {
    case 'tags': return negated(op === 'notIn', { 'tags.id': codes })
    case 'workflow': return negated(op === 'notIn', { [`workflows[${code}].node.id`]: codes })
    case 'attributeSet': return op === 'missing' ? { exists: { attributeSet: false } } : negated(op === 'notIn', { 'attributeSet.id': codes })
    case 'classifications':
      if (op === 'missing') return { orphan: true }
      return op === 'in' ? { 'classifications.id': codes } : negated(op === 'notBelow', { classifications: { descendants: codes } })
    case 'isActive': return { isActive: value }
  }
  const name = kind === 'completeness' ? `completeness[${code}][${part ?? ''}]` : part ? `${field}.${part}` : field
  if (op === 'filled' || op === 'missing') return { exists: { [name]: op === 'filled' } }
  if (op === 'in') return { [name]: codes }
  if (op === 'is') return { [name]: { equals: value } }
  return { [name]: { [SENT[op]!]: op === 'between' ? codes.join('..') : value } }
}

const negated = (isNot: boolean, filter: FilterJson): FilterJson => (isNot ? { not: filter } : filter)

export function read(filter: FilterJson): Group {
  const [name, ...others] = Object.keys(filter)
  if (others.length === 0 && (name === 'or' || name === 'and') && Array.isArray(filter[name])) {
    return { isAny: name === 'or', items: (filter[name] as FilterJson[]).map(readItem) }
  }
  return { isAny: false, items: Object.entries(filter).flatMap(([one, value]) => readMember(one, value)) }
}

function readItem(filter: FilterJson): Item {
  const group = read(filter)
  return group.items.length === 1 ? group.items[0]! : group
}

function readMember(name: string, value: unknown): Item[] {
  if (name === 'and' || name === 'or') return [read({ [name]: value })]
  if (name === 'exists') {
    return Object.entries(value as Record<string, boolean>).map(([one, is]) => ({ ...placed(one), op: is ? 'filled' as const : 'missing' as const }))
  }
  if (name === 'not') return readNot(value as FilterJson)
  if (name === 'orphan') return value === true ? [{ field: 'classifications', op: 'missing' }] : [{ raw: { orphan: value } }]
  if (name === 'isActive') return [{ field: 'isActive', op: 'is', value }]
  if (name === 'classifications') return [{ field: 'classifications', op: 'below', value: listOf((value as { descendants?: unknown }).descendants) }]
  const codes = coded(name)
  if (codes) return [{ field: codes, op: 'in', value: listOf(value) }]
  const place = placed(name)
  if (Array.isArray(value)) return [{ ...place, op: 'in', value }]
  if (typeof value !== 'object' || value === null) return [{ ...place, op: 'is', value }]
  return Object.entries(value).map(([operator, operand]) => readOperator(place, name, operator, operand))
}

function readOperator(place: Pick<Condition, 'field' | 'part'>, name: string, operator: string, operand: unknown): Item {
  if (operator === 'exists') return { ...place, op: operand === true ? 'filled' : 'missing' }
  const op = READ[operator]
  if (!op) return { raw: { [name]: { [operator]: operand } } }
  const value = op === 'between' ? String(operand).split('..') : op === 'in' || op === 'notIn' ? listOf(operand) : operand
  return { ...place, op, value }
}

function readNot(inner: FilterJson): Item[] {
  const [one] = read(inner).items
  if (Object.keys(inner).length === 1 && one && isCondition(one)) {
    if (one.op === 'below') return [{ ...one, op: 'notBelow' }]
    if (one.op === 'in') return [{ ...one, op: 'notIn' }]
  }
  return [{ raw: { not: inner } }]
}

/** The fields that are asked by the codes of other things. */
function coded(name: string): string | undefined {
  if (name === 'tags.id') return 'tags'
  if (name === 'attributeSet.id') return 'attributeSet'
  if (name === 'classifications.id') return 'classifications'
  const workflow = name.match(/^workflows\[(.+)\]\.node\.id$/)?.[1]
  return workflow && `workflow.${workflow}`
}

function placed(name: string): Pick<Condition, 'field' | 'part'> {
  const completeness = name.match(/^completeness\[(.+)\]\[(.+)\]$/)
  if (completeness) return { field: `completeness.${completeness[1]}`, part: completeness[2] }
  const attribute = name.match(/^(attributes\.[^.]+)(?:\.(.+))?$/)
  return attribute ? { field: attribute[1]!, part: attribute[2] } : { field: name }
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [value])
