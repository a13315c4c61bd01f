import { QueryClient } from '@tanstack/react-query'
import { isPassing } from './api/problem'

/** What was read is shown at once and asked for again after half a minute; only passing failures are tried again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, gcTime: 30 * 60_000, retry: (tries, error) => tries < 2 && isPassing(error) },
    mutations: { networkMode: 'always' },
  },
})
