/** A browser and its system, as people call them. */
export interface Agent {
  browser: string
  system: string
  isMobile: boolean
}

// In this order: many claim to be others as well.
const BROWSERS: [RegExp, string][] = [[/Edg\//, 'Edge'], [/OPR\//, 'Opera'], [/Firefox\//, 'Firefox'], [/Chrom(e|ium)\//, 'Chrome'], [/Safari\//, 'Safari']]
const SYSTEMS: [RegExp, string][] = [[/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Windows/, 'Windows'], [/Mac OS X|Macintosh/, 'macOS'], [/Linux/, 'Linux']]

/** What a browser said of itself, in two words; null: nothing that is known. */
export function agentOf(said: string | null): Agent | null {
  const of = (known: [RegExp, string][]) => known.find(([sign]) => sign.test(said ?? ''))?.[1]
  const browser = of(BROWSERS)
  const system = of(SYSTEMS)
  return browser && system ? { browser, system, isMobile: system === 'Android' || system === 'iOS' } : null
}
