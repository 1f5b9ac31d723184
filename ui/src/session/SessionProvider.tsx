import { useQuery } from '@tanstack/react-query'
import { createContext, lazy, Suspense, use, useEffect, useState, type ReactNode } from 'react'
import { get } from '@/api/client'
import { ApiError } from '@/api/error'
import { queries } from '@/api/queries'
import type { Me } from '@/api/types'
import { speak } from '@/i18n'
import { onExpiry, wentOn } from './expiry'
import { Unreached } from './Unreached'

// Who is signed in already doesn't load them.
const SignIn = lazy(async () => ({ default: (await import('./SignIn')).SignIn }))
const SignInAgain = lazy(async () => ({ default: (await import('./SignInAgain')).SignInAgain }))

const Current = createContext<Me | null>(null)

/** Who is signed in. */
export function useMe(): Me {
  const me = use(Current)
  if (!me) throw new Error('nobody is signed in')
  return me
}

/** Asks again who is signed in, after a change of it. */
export const meChanged = () => queries.invalidateQueries({ queryKey: ['session'] })

/** Asks who is there before anything is shown; when a session ends later, the sign-in lies over the page, which stays as it is. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const session = useQuery({ queryKey: ['session'], queryFn: whoIsThere, staleTime: Infinity, retry: false })
  const [isExpired, setExpired] = useState(false)
  useEffect(() => onExpiry(setExpired), [])
  const me = session.data
  useSpoken(me)
  const signedIn = (me: Me) => {
    queries.setQueryData(['session'], me)
    wentOn()
  }
  if (session.isPending) return null
  if (me === undefined) return <Unreached error={session.error} onRetry={() => session.refetch()} />
  if (me === null) return <Suspense><SignIn onSignedIn={signedIn} /></Suspense>
  return (
    <Current value={me}>
      {children}
      <Suspense>{isExpired && <SignInAgain username={me.username} onSignedIn={signedIn} />}</Suspense>
    </Current>
  )
}

/** The language that somebody chose follows them to every computer. */
function useSpoken(me: Me | null | undefined) {
  const language = me?.interfaceLocale
  useEffect(() => {
    if (language) void speak(language)
  }, [language])
}

async function whoIsThere(): Promise<Me | null> {
  try {
    return (await get<{ user: Me }>('/api/session')).user
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null
    throw error
  }
}
