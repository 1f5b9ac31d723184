import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './error'

/** What is refused for good isn't asked again; what is busy is. */
const isWorthRetrying = (count: number, error: Error) => count < 2 && (!(error instanceof ApiError) || error.isPassing)

// The browser's word on being online says nothing of a server in the same house: requests are tried always.
const ALWAYS = { networkMode: 'always' } as const

/** What the server said, kept for all screens. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: { ...ALWAYS, staleTime: 15_000, retry: isWorthRetrying, refetchOnWindowFocus: true },
    mutations: ALWAYS,
  },
})
