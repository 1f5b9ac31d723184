import { useCallback, useRef, useState } from 'react'

/** Which assets are chosen: one by one, or with Shift all between two. */
export function useSelection(ids: string[]) {
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set())
  const last = useRef<string | null>(null)
  const shown = useRef(ids)
  shown.current = ids
  const toggle = useCallback((id: string, isRange: boolean) => {
    const from = last.current ? shown.current.indexOf(last.current) : -1
    const to = shown.current.indexOf(id)
    const between = isRange && from >= 0 ? shown.current.slice(Math.min(from, to), Math.max(from, to) + 1) : [id]
    last.current = id
    choose((before) => {
      const after = new Set(before)
      const isOn = !before.has(id)
      for (const one of between) {
        if (isOn) after.add(one)
        else after.delete(one)
      }
      return after
    })
  }, [])
  const clear = useCallback(() => choose(new Set()), [])
  const chooseAll = useCallback((all: string[]) => choose(new Set(all)), [])
  return { chosen, toggle, clear, chooseAll }
}

export type Selection = ReturnType<typeof useSelection>
