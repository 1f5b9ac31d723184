import type { Op } from './conditions'
import type { Field } from './fields'

/** What an operator is called: days are before and after, not less and more. */
export function wordOf(op: Op, field: Pick<Field, 'kind'>): string {
  if (field.kind === 'day') return { is: 'on', gte: 'after', lte: 'before' }[op as string] ?? op
  if (field.kind === 'classification' && op === 'in') return 'directly'
  return op
}
