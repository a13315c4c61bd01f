import createFetchClient from 'openapi-fetch'
import { offline, type Problem } from './api/problem'
import type { components, paths } from './api/schema'
import { currentLanguage } from './i18n'
import { queryClient } from './query'
import { signedIn } from './renewal'
import { dropUnsent, keepUnsent, readUnsent, type Unsent } from './unsent'

type CheckedIn = components['schemas']['CheckedIn']

/** What came of sending one; `waiting` where nobody answered, or who answered could not take it now. */
export type Outcome =
  | { unsent: Unsent; became: 'sent'; answer?: CheckedIn }
  | { unsent: Unsent; became: 'refused'; problem: Problem }
  | { unsent: Unsent; became: 'waiting'; answered: boolean }

/** No answer within so many milliseconds is no connection. The key makes it safe to send it again. */
const patience = 10_000

/** Asks for no password and tries only once: what waits here can wait for both. */
const direct = createFetchClient<paths>({
  baseUrl: globalThis.location?.origin,
  fetch: (request) => fetch(request, { signal: AbortSignal.timeout(patience) }),
})

/** A session that ended, a server that is busy or away. */
const isPassing = (status: number) => [401, 408, 429].includes(status) || status >= 500

/** In the name of who said it alone: another may have signed in at this browser, in another tab. */
async function send(unsent: Unsent, person: string): Promise<Outcome> {
  const { id, experiment, body } = unsent
  try {
    const { data, error, response } = await direct.POST('/api/v1/experiments/{id}/check-ins', {
      params: { path: { id: experiment.key } },
      headers: { 'Idempotency-Key': id, 'Accept-Language': currentLanguage(), 'Ajar-Person': person },
      body,
    })
    if (data) return { unsent, became: 'sent', answer: data }
    // What is no problem+json comes from somebody in between.
    const refused = typeof error === 'object' && !isPassing(response.status)
    return refused ? { unsent, became: 'refused', problem: error } : { unsent, became: 'waiting', answered: true }
  } catch {
    return { unsent, became: 'waiting', answered: false }
  }
}

const stored = (unsent: Unsent) => readUnsent().find(({ id }) => id === unsent.id)

function settle(outcome: Outcome) {
  if (outcome.became === 'sent') dropUnsent(outcome.unsent)
  // What was deleted while it was on its way does not come back.
  if (outcome.became === 'refused' && stored(outcome.unsent))
    keepUnsent({ ...outcome.unsent, refused: outcome.problem })
}

async function sendAll(): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const person = signedIn.get()
  if (person === null) return outcomes
  for (const unsent of readUnsent()) {
    if (unsent.refused) continue
    const outcome = await send(unsent, person)
    settle(outcome)
    outcomes.push(outcome)
    if (outcome.became === 'waiting' && !outcome.answered) break
  }
  if (outcomes.some(({ became }) => became === 'sent')) void queryClient.invalidateQueries()
  return outcomes
}

let last: Promise<unknown> = Promise.resolve()

/** One tab at a time. Where the address is plain http there are no locks: then the key alone keeps it to one effect. */
function alone<T>(run: () => Promise<T>): Promise<T> {
  if (navigator.locks) return navigator.locks.request('ajar.unsent', run)
  const next = last.then(run)
  last = next.catch(() => {})
  return next
}

/** Sends what waits in this browser, the oldest first, and says what came of each. */
export const sendUnsent = (): Promise<Outcome[]> => alone(sendAll)

/** Keeps one and sends it with whatever else waits. What is refused is for the form to say: it still has the words. */
export async function sayAndSend(unsent: Unsent): Promise<Outcome> {
  const lasting = keepUnsent(unsent)
  const outcomes = await sendUnsent()
  const own = outcomes.find((outcome) => outcome.unsent.id === unsent.id) ?? elsewhere(unsent)
  if (own.became === 'sent' || (own.became === 'waiting' && lasting)) return own
  // Nothing is promised that this browser cannot keep.
  dropUnsent(unsent)
  return own.became === 'refused' ? own : { unsent, became: 'refused', problem: offline }
}

/** Not tried here: one before it got no answer, or another was quicker and has sent it or got a refusal. */
function elsewhere(unsent: Unsent): Outcome {
  const found = stored(unsent)
  if (found?.refused) return { unsent, became: 'refused', problem: found.refused }
  return found ? { unsent, became: 'waiting', answered: false } : { unsent, became: 'sent' }
}
