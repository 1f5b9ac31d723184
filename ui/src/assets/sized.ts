/** Few sizes, so that each picture is made once and kept. */
const LADDER = [100, 200, 400, 800, 1600]

/** The address of a picture in the size that it needs on this screen: its longest side is `side` at least. */
export function sized(address: string, side: number): string {
  const pixels = side * Math.min(window.devicePixelRatio || 1, 2)
  const size = LADDER.find((one) => one >= pixels) ?? LADDER.at(-1)!
  return address.replace(/\/[^/]+\/([^/?]+)(\?|$)/, `/${size}x${size}/$1$2`)
}
