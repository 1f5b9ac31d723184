import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useDocumentTypes } from '@/api/model'
import { listPlace, places } from './places'

interface Ways {
  onSearch: () => void
  onHelp: () => void
}

const PAUSE = 1_000
const TYPED_IN = 'input, textarea, select, [contenteditable], [role=dialog]'

/** Keys that work on every page: Ctrl or ⌘ K searches, ? helps, and g followed by a letter or a number goes somewhere. */
export function useShortcuts({ onSearch, onHelp }: Ways) {
  const navigate = useNavigate()
  const types = useDocumentTypes().filter((type) => type.isActive)
  const begun = useRef(0)
  useEffect(() => {
    const go = (to: string) => void navigate({ to })
    const way = (key: string) => {
      const type = types[Number(key) - 1]
      return type ? listPlace(type.id) : TO[key]
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        return onSearch()
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTaken(event)) return
      const isSecond = Date.now() - begun.current < PAUSE
      const to = isSecond ? way(event.key) : undefined
      begun.current = event.key === 'g' ? Date.now() : 0
      if (to) go(to)
      else if (event.key === '?') onHelp()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [navigate, onSearch, onHelp, types])
}

export const TO: Record<string, string> = {
  h: '/', a: places.assets, c: places.channels, i: places.imports, e: places.exports, j: places.activity, m: places.model, s: places.settings,
}

/** Somebody types, or a cell of a grid is chosen, where letters begin to edit. */
function isTaken({ target }: KeyboardEvent): boolean {
  return (target instanceof Element && target.closest(TYPED_IN) !== null) || document.querySelector('.focused-cell') !== null
}
