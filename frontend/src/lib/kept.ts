import type { QueryKey } from '@tanstack/react-query'
import type { components } from './api/schema'
import { queryClient } from './query'
import { sessionEnded } from './renewal'
import { forgetKept, keptFolder, sessionQuery } from './session'
import { names, read, write } from './stored'

/** An answer of the server as this browser keeps it, for a start without a connection. */
type Kept = { at: number; key: QueryKey; data: unknown }
type Seen = (key: QueryKey, data: unknown, at: number) => void

/** For whom this browser keeps answers, whichever tab asks: nobody's are kept after a sign-out, nor another's after a sign-in. */
const forWhom = 'kept-for'

/** A weekend away from the net. What is older is not shown any more. */
const lifetime = 3 * 86_400_000

const always = () => true
const mayCheckIn = (data: unknown) => (data as components['schemas']['Experiment']).actions.includes('check_in')

/** What Home and the form of a check-in are made of: by the query's name, which of its answers are worth keeping. */
const worth: Record<string, (data: unknown) => boolean> = {
  '/api/v1/session': always,
  '/api/v1/reviews': always,
  '/api/v1/home': always,
  '/api/v1/home/signals': always,
  '/api/v1/experiments/{id}': mayCheckIn,
  teams: always,
  moments: always,
}

const isPaged = (data: unknown) => typeof data === 'object' && data !== null && 'pages' in data
const nameOf = (person: string, key: QueryKey) => `${keptFolder}${person}.${JSON.stringify(key)}`

/** Keeps what the server has answered the person and will, and nothing that was kept for another; tells of each. Answers how to end it. */
export function keepAnswers(person: string, also: Seen): () => void {
  const own = `${keptFolder}${person}.`
  for (const name of names(keptFolder)) if (!name.startsWith(own)) write(name, null)
  write(forWhom, person)
  return followAnswers((key, data, at) => {
    if (read(forWhom) !== person) return
    const isWorth = worth[String(key[1])]
    if (!isWorth || isPaged(data)) return
    write(nameOf(person, key), isWorth(data) ? JSON.stringify({ at, key, data } satisfies Kept) : null)
    also(key, data, at)
  })
}

function followAnswers(seen: Seen): () => void {
  const cache = queryClient.getQueryCache()
  for (const { queryKey, state } of cache.getAll())
    if (state.status === 'success') seen(queryKey, state.data, state.dataUpdatedAt)
  return cache.subscribe((event) => {
    const { queryKey, state } = event.query
    if (event.type === 'updated' && event.action.type === 'success') seen(queryKey, state.data, state.dataUpdatedAt)
  })
}

/** What is kept under a name. What cannot be read is dropped: it must not keep the pages from opening. */
function keptAs(name: string): Kept | null {
  try {
    const kept = JSON.parse(read(name) ?? 'null') as Kept | null
    if (kept && Array.isArray(kept.key)) return kept
  } catch {
    // Dropped as what is no answer of ours is.
  }
  write(name, null)
  return null
}

/** Whether an answer is kept that is younger than so many milliseconds. */
export function isKept(person: string, key: QueryKey, youngerThan: number): boolean {
  const kept = keptAs(nameOf(person, key))
  return kept !== null && Date.now() - kept.at < youngerThan
}

/**
 * Nobody has said yet that these pages are still the person's. Where "please sign in" comes before any other answer,
 * nothing of them stays, neither here nor on the screen; after one, the end of the session is as any other.
 */
function untilConfirmed() {
  const leave = sessionEnded.subscribe(() => {
    forgetKept()
    location.reload()
  })
  const stop = queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success' || event.action.manual) return
    leave()
    stop()
  })
}

/** Shows what is kept, where the server does not say who is signed in. */
export function openKept() {
  if (queryClient.getQueryData(sessionQuery.queryKey)) return
  untilConfirmed()
  for (const name of names(keptFolder)) {
    const kept = keptAs(name)
    if (kept && Date.now() - kept.at < lifetime) queryClient.setQueryData(kept.key, kept.data, { updatedAt: kept.at })
    else write(name, null)
  }
}
