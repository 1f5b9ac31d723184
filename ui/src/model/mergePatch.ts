type Json = Record<string, unknown>

/** Properties that the server merges key by key; all others it takes as a whole. */
const MERGED = ['name', 'description', 'constraints', 'nodes', 'links']

const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const isSame = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** What a merge patch has to say to make one thing of another; undefined: nothing. */
export function mergePatch(before: Json, after: Json): Json | undefined {
  return changes(before, after, (key) => MERGED.includes(key))
}

function changes(before: Json, after: Json, isMerged: (key: string) => boolean): Json | undefined {
  const patch: Json = {}
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[key], after[key]]
    if (isSame(was, is)) continue
    // What wasn't there is said even if it is empty: a new part without a name yet.
    const change = isMap(is) && isMerged(key) ? (changes(isMap(was) ? was : {}, is, () => true) ?? (was === undefined ? {} : undefined)) : (is ?? null)
    if (change !== undefined) patch[key] = change
  }
  return Object.keys(patch).length ? patch : undefined
}

/** A thing with a patch on top; what is taken away is null. */
export function patched<T extends object>(before: T, patch: Json): T {
  return applied(before as Json, patch, (key) => MERGED.includes(key)) as T
}

function applied(before: Json, patch: Json, isMerged: (key: string) => boolean): Json {
  const after = { ...before }
  for (const [key, change] of Object.entries(patch)) {
    const was = before[key]
    after[key] = isMap(change) && isMerged(key) ? applied(isMap(was) ? was : {}, change, () => true) : change
  }
  return after
}
