import { useSuspenseQuery } from '@tanstack/react-query'
import { api, forgetETags, http } from './api/client'
import type { components } from './api/schema'
import { forgetDrafts } from './drafts'
import { queryClient } from './query'
import { signedIn, signedInAgain } from './renewal'

export type Person = components['schemas']['Actor']

/** Who is signed in; its error is the problem 401 where nobody is. */
export const sessionQuery = api.queryOptions('get', '/api/v1/session', undefined, {
  staleTime: Number.POSITIVE_INFINITY,
})

/** Whether the registry is set up, and whether setting up asks for the code. */
export const setupQuery = api.queryOptions('get', '/api/v1/setup')

/** The person this page belongs to. Only inside the shell, where there is one. */
export function usePerson(): Person {
  return useSuspenseQuery(sessionQuery).data
}

/** To be called with every answer of a sign-in: shows that person's pages, never mixed with another's. */
export function enter(person: Person) {
  const before = signedIn.get()
  if (before !== null && before !== person.person_id) return location.assign('/')
  signedIn.set(person.person_id)
  queryClient.setQueryData(sessionQuery.queryKey, person)
  signedInAgain()
}

/** Ends the session and forgets what this browser kept for the person. */
export async function signOut() {
  await http.DELETE('/api/v1/session')
  forgetDrafts()
  forgetETags()
  location.assign('/')
}
