import { useLocalStorage } from '@mantine/hooks'
import { useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useMe } from '@/session/SessionProvider'

/** A page of one thing that was open. */
export interface Recent {
  to: string
  title: string
}

const MOST = 8
// What tells of one thing, and so is worth going back to.
const OF_ONE = /^\/(documents\/[^/]+\/[^/]+|assets\/[^/]+|channels\/[^/]+)$/

function useKept() {
  const { username } = useMe()
  return useLocalStorage<Recent[]>({ key: `vitrine-recent-${username}`, defaultValue: [], getInitialValueInEffect: false })
}

/** What was open last, the latest first. */
export const useRecent = () => useKept()[0]

/** Remembers which things are opened, by the titles of their pages. */
export function useRecents() {
  const to = useRouterState({ select: (state) => state.location.pathname })
  const [, keep] = useKept()
  useEffect(() => {
    if (!OF_ONE.test(to)) return
    // A page says its title once it has read what it shows.
    const clock = setTimeout(() => {
      const title = document.title.replace(/ · Vitrine$/, '')
      keep((kept) => [{ to, title }, ...kept.filter((one) => one.to !== to)].slice(0, MOST))
    }, 1_500)
    return () => clearTimeout(clock)
  }, [to, keep])
}
