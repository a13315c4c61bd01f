import { useSuspenseQuery } from '@tanstack/react-query'
import { api, forgetETags, http } from './api/client'
import type { components } from './api/schema'
import { forgetDrafts } from './drafts'
import { queryClient } from './query'
import { signedIn, signedInAgain } from './renewal'

export type Session = components['schemas']['Session']

/** Who is signed in; its error is the problem 401 where nobody is. */
export const sessionQuery = api.queryOptions('get', '/api/v1/session', undefined, {
  staleTime: Number.POSITIVE_INFINITY,
})

/** The person this page belongs to. Only inside the shell, where there is one. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data
}

/** To be called with every answer of a sign-in: shows that person's pages, never mixed with another's. */
export function enter(session: Session) {
  const before = signedIn.get()
  if (before !== null && before !== session.person.id) return location.assign('/')
  signedIn.set(session.person.id)
  queryClient.setQueryData(sessionQuery.queryKey, session)
  signedInAgain()
}

/** Ends the session and forgets what this browser kept for the person. */
export async function signOut() {
  await http.DELETE('/api/v1/session')
  forgetDrafts()
  forgetETags()
  location.assign('/')
}
