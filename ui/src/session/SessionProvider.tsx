import { useQuery } from '@tanstack/react-query'
import { createContext, use, useEffect, useState, type ReactNode } from 'react'
import { get } from '@/api/client'
import { ApiError } from '@/api/error'
import type { Me } from '@/api/types'
import { queries } from '@/app'
import { onExpiry, wentOn } from './expiry'
import { SignIn } from './SignIn'

const Current = createContext<Me | null>(null)

/** Who is signed in. */
export function useMe(): Me {
  const me = use(Current)
  if (!me) throw new Error('nobody is signed in')
  return me
}

/** Asks who is there before anything is shown; when a session ends later, the sign-in lies over the page, which stays as it is. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const session = useQuery({ queryKey: ['session'], queryFn: whoIsThere, staleTime: Infinity, retry: false })
  const [isExpired, setExpired] = useState(false)
  useEffect(() => onExpiry(setExpired), [])
  const signedIn = (me: Me) => {
    queries.setQueryData(['session'], me)
    wentOn()
  }
  if (session.isPending) return null
  if (!session.data) return <SignIn onSignedIn={signedIn} />
  return (
    <Current value={session.data}>
      {children}
      {isExpired && <SignIn onSignedIn={signedIn} username={session.data.username} isOver />}
    </Current>
  )
}

async function whoIsThere(): Promise<Me | null> {
  try {
    return (await get<{ user: Me }>('/api/session')).user
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null
    throw error
  }
}
