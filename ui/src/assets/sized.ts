/** Few sizes, so that each picture is made once and kept. */
const LADDER = [100, 200, 400, 800, 1600]

/** The address of a picture in the size that it needs on this screen: its longest side is `side` at least. */
export function sized(address: string, side: number, checksum?: string | null): string {
  const pixels = side * Math.min(window.devicePixelRatio || 1, 2)
  const size = LADDER.find((one) => one >= pixels) ?? LADDER.at(-1)!
  return pinned(address.replace(/\/[^/]+\/([^/?]+)(\?|$)/, `/${size}x${size}/$1$2`), checksum)
}

/** An address stays when its file is replaced: the checksum tells the browser's cache which file is meant. */
export function pinned(address: string, checksum?: string | null): string {
  if (!checksum) return address
  return `${address}${address.includes('?') ? '&' : '?'}v=${checksum.replace(/^\w+:/, '')}`
}
