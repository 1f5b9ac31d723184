import { PAGE, type RowSource } from './types'

/** The rows of a list that is all there. */
export function rowsOf<T>(items: readonly T[], idOf: (item: T) => string): RowSource<T> {
  return { total: items.length, idOf, load: async (page) => items.slice(page * PAGE, (page + 1) * PAGE) }
}
