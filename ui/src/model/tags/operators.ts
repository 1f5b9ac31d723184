import { isListed, isText, TYPES } from '../attribute/types'

const EQUAL = ['equals', 'notEquals', 'in', 'notIn']
const ORDER = ['gt', 'gte', 'lt', 'lte', 'between']
const PARTS = ['contains', 'startsWith', 'endsWith']

/** How values of a type compare in a rule. */
export function operatorsOf(type: string): string[] {
  if (TYPES[type]?.isOpaque) return ['exists']
  if (type === 'boolean') return ['equals', 'notEquals', 'exists']
  if (isListed(type)) return [...EQUAL, 'exists']
  if (isText(type)) return [...EQUAL, ...PARTS, 'exists']
  return [...EQUAL, ...ORDER, 'exists']
}

/** What an operator compares with: a list, two ends, yes or no, or one value. */
export function shapeOf(operator: string): 'many' | 'two' | 'switch' | 'one' {
  if (operator === 'in' || operator === 'notIn') return 'many'
  if (operator === 'between') return 'two'
  return operator === 'exists' ? 'switch' : 'one'
}
