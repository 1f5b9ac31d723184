type Json = Record<string, unknown>

const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const isReference = (value: Json) => 'id' in value && Object.keys(value).every((key) => key === 'id' || key.startsWith('@'))

/** What a merge patch has to say to make one thing of another; undefined: nothing. */
export function mergePatch(before: Json, after: Json): Json | undefined {
  const patch: Json = {}
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const change = changeOf(before[key], after[key])
    if (change !== undefined) patch[key] = change
  }
  return Object.keys(patch).length ? patch : undefined
}

function changeOf(before: unknown, after: unknown): unknown {
  if (JSON.stringify(before) === JSON.stringify(after)) return undefined
  if (after === undefined || after === null) return before === undefined || before === null ? undefined : null
  if (isMap(before) && isMap(after) && !isReference(after)) return mergePatch(before, after)
  return after
}
