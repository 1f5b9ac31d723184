import type { ColumnSpec } from '../search'
import type { Definitions } from '../useDefinitions'

const FIRST = ['select', 'multiselect', 'integer', 'decimal', 'price', 'text', 'boolean', 'date']
const COUNT = 6

/** What a list shows before anybody chose: what it is, how far it is, and its first short values. */
export function defaultColumns({ type, attributes, settings, workflows }: Definitions): ColumnSpec[] {
  const title = type?.titleAttribute?.id
  const short = attributes.filter((one) => one.id !== title && FIRST.includes(one.type)).slice(0, COUNT)
  const keys = [
    'picture', 'id',
    ...(title ? [`attributes.${title}`] : []),
    ...settings.slice(0, 1).map((one) => `completeness.${one.id}`),
    ...workflows.slice(0, 1).map((one) => `workflow.${one.id}`),
    ...short.map((one) => `attributes.${one.id}`),
    'dateModified', 'updatedBy',
  ]
  return keys.map((key) => ({ key, width: null, isFrozen: key === 'picture' || key === 'id' }))
}
