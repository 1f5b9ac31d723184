/** A row of pictures of one height that fills the width. */
export interface Row<T> {
  tiles: { item: T; width: number }[]
  height: number
  /** The place of its first tile among all. */
  from: number
}

const NARROWEST = 0.6
const WIDEST = 2.6

/** Lays pictures out in rows that end flush, each near the height that is wished. */
export function justified<T>(items: T[], ratio: (item: T) => number, width: number, wished: number, gap: number): Row<T>[] {
  const rows: Row<T>[] = []
  let open: { item: T; ratio: number }[] = []
  let sum = 0
  let from = 0
  const close = (height: number) => {
    rows.push({ height, from, tiles: open.map((tile) => ({ item: tile.item, width: tile.ratio * height })) })
    from += open.length
    open = []
    sum = 0
  }
  for (const item of items) {
    const one = Math.min(WIDEST, Math.max(NARROWEST, ratio(item)))
    open.push({ item, ratio: one })
    sum += one
    const free = width - gap * (open.length - 1)
    if (sum * wished >= free) close(free / sum)
  }
  // The last row stays as high as those before it.
  if (open.length > 0) close(Math.min(wished, rows.at(-1)?.height ?? wished))
  return rows
}
