/** Which things are exported: parameters of their list, as conditions that people read. */

export interface Condition {
  field: string
  operator: string
  value: string
}

export const OPERATORS = ['equals', 'notEquals', 'in', 'contains', 'startsWith', 'gt', 'gte', 'lt', 'lte', 'between', 'exists', 'descendants', 'after', 'before'] as const

/** Those that a field understands. */
export function operatorsOf(field: string): string[] {
  if (field === 'isActive' || field === 'search') return ['equals']
  if (field === 'classifications' || field === 'id') return field === 'id' ? ['equals', 'in', 'startsWith', 'contains'] : ['descendants']
  if (field.startsWith('date')) return ['after', 'before']
  if (field.endsWith('.id')) return ['equals']
  return OPERATORS.filter((operator) => !['descendants', 'after', 'before'].includes(operator))
}

/** `attributes.width[gt]` is a field with an operator; without one it equals. */
export function conditionsOf(filters: Record<string, unknown>): Condition[] {
  return Object.entries(filters).map(([name, value]) => {
    const [, field = name, operator = 'equals'] = name.match(/^(.*?)(?:\[(\w+)\])?$/) ?? []
    return { field, operator, value: Array.isArray(value) ? value.join(',') : String(value) }
  })
}

export const filtersOf = (conditions: Condition[]): Record<string, unknown> =>
  Object.fromEntries(conditions.map(({ field, operator, value }) => [operator === 'equals' ? field : `${field}[${operator}]`, value]))
