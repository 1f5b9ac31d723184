import type { Definitions } from '../useDefinitions'

/** What the API calls the order by a column, in the language that is worked in. */
export function orderName(key: string, locale: string, { attributes }: Definitions): string {
  const [kind, code = '', own] = key.split('.')
  if (kind === 'completeness') return `completeness[${code}][${own ?? locale}]`
  if (kind !== 'attributes') return key
  const isLocalised = attributes.find((one) => one.id === code)?.isLocalizable
  return isLocalised ? `attributes.${code}.${own ?? locale}` : `attributes.${code}`
}
