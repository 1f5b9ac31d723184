/** A filter as the API takes it: the same in the address, in saved views, in bulk edits and in exports. */
export type FilterJson = { [name: string]: unknown }

/** Asks nothing. */
export const isEmpty = (filter: FilterJson | null | undefined) => !filter || Object.keys(filter).length === 0

/** Both must hold. */
export function both(one: FilterJson | null | undefined, other: FilterJson | null | undefined): FilterJson {
  if (isEmpty(one)) return other ?? {}
  if (isEmpty(other)) return one ?? {}
  return { and: [one, other] }
}
