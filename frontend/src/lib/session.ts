import { useSuspenseQuery } from '@tanstack/react-query'
import { api, forgetETags, http } from './api/client'
import type { components } from './api/schema'
import { forgetDrafts } from './drafts'
import { observable } from './observable'
import { queryClient } from './query'
import { signedIn, signedInAgain, signInAgain } from './renewal'
import { forget } from './stored'
import { forgetUnsent, readUnsent } from './unsent'

export type Person = components['schemas']['Actor']

/** Who is signed in; its error is the problem 401 where nobody is. */
export const sessionQuery = {
  ...api.queryOptions('get', '/api/v1/session', undefined, { staleTime: Number.POSITIVE_INFINITY }),
  queryFn: whoIsSignedIn,
}

/** That nobody is, is no failure the first time a page asks, and the browser notes none. */
async function whoIsSignedIn(): Promise<Person> {
  if (signedIn.get() === null) {
    const { data, error } = await http.GET('/api/v1/start')
    if (!data) throw error
    if (data.person) return data.person
    await signInAgain().catch(() => {
      throw { status: 401 }
    })
  }
  const { data, error } = await http.GET('/api/v1/session')
  if (!data) throw error
  return data
}

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
  if (queryClient.getQueryData(sessionQuery.queryKey) !== person)
    queryClient.setQueryData(sessionQuery.queryKey, person)
  signedInAgain()
}

/** True while the person is asked whether to sign out all the same. */
export const leaving = observable(false)

/** Signs out; asks first where that would lose check-ins that wait in this browser, and where the server does not answer. */
export const askToSignOut = () =>
  readUnsent().length > 0 ? leaving.set(true) : void signOut().catch(() => leaving.set(true))

/** Where this browser keeps answers of the server for a start without a connection. */
export const keptFolder = 'kept.'

/** At sign-out, and when the server says that nobody is signed in: also for whom it was. */
export const forgetKept = () => forget('kept')

/** What tells this browser's other tabs that somebody has signed out here. */
export const left = 'ajar.left'

/** Ends the session and forgets what this browser kept for the person; throws where the session goes on. */
export async function signOut() {
  const { error, response } = await http.DELETE('/api/v1/session')
  if (error && response.status !== 401) throw error
  forgetUnsent()
  forgetKept()
  forgetDrafts()
  forgetETags()
  new BroadcastChannel(left).postMessage(0)
  location.assign('/')
}
