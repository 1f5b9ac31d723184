import { useEffect } from 'react'
import { usePageSearch } from './search'
import type { Draft } from './useDraft'

/** Brings the first field that was refused into view, with the cursor in it. */
export function useRefusalShown({ refusals, errors }: Draft): void {
  const [, change] = usePageSearch()
  useEffect(() => {
    const codes = new Set(Object.keys(errors).map((place) => place.split('.')[0] ?? ''))
    if (refusals === 0 || codes.size === 0) return
    const row = [...document.querySelectorAll<HTMLElement>('[data-attribute]')].find((one) => codes.has(one.dataset.attribute ?? ''))
    if (!row) return change({ tab: undefined, only: undefined, find: undefined, at: [...codes][0] })
    row.scrollIntoView({ block: 'center' })
    row.querySelector<HTMLElement>('[aria-invalid], input, textarea, button')?.focus({ preventScroll: true })
    // Once for each refusal: what is mended meanwhile doesn't move the page.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [refusals])
}
