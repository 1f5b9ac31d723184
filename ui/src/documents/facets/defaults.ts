import type { Definitions } from '../useDefinitions'

const COUNTED = ['select', 'multiselect', 'boolean']
const FIRST = 4

/** Whether counting how often each value occurs says something. */
export const isCountable = (type: string) => !['table', 'json', 'media', 'document', 'html', 'multiline'].includes(type)

/** The first lists of a type: what one most likely narrows by. */
export function defaultFacets({ attributes }: Definitions): string[] {
  const lists = attributes.filter((one) => COUNTED.includes(one.type) && one.isFilterable)
  const chosen = lists.length > 0 ? lists : attributes.filter((one) => one.isFilterable && isCountable(one.type))
  return chosen.slice(0, FIRST).map((one) => one.id)
}
