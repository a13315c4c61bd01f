import type { Problem } from './api/problem'
import type { components } from './api/schema'
import { observable, useValue } from './observable'
import { signedIn } from './renewal'
import { followStored, forget, names, read, write } from './stored'

/** A check-in that the server does not have yet, as far as this browser knows. */
export type Unsent = {
  /** Its Idempotency-Key: however often it is sent, it counts once. */
  id: string
  experiment: { key: string; title: string; language: string }
  body: components['schemas']['CheckInBody']
  /** When it was said. */
  at: string
  /** Why the server will not take it. It is not sent again, and its words stay until the person drops them. */
  refused?: Problem
}

/** Nobody else who uses this browser sees them. They are lost only when the person says so. */
const folder = () => `unsent.${signedIn.get() ?? 'nobody'}.`
const nameOf = ({ at, id }: Unsent) => `${folder()}${at}.${id}`

/** All of the person, the oldest first, as they are kept now: another tab may have sent one. */
export function readUnsent(): Unsent[] {
  return names(folder()).flatMap((name) => {
    try {
      return [JSON.parse(read(name) ?? '') as Unsent]
    } catch {
      return []
    }
  })
}

const shown = observable<readonly Unsent[]>([])
const refresh = () => shown.set(readUnsent())
signedIn.subscribe(refresh)

/** Keeps it until it is sent or dropped. False where this browser keeps it for the time of the page only. */
export function keepUnsent(one: Unsent): boolean {
  const lasting = write(nameOf(one), JSON.stringify(one))
  refresh()
  return lasting
}

export function dropUnsent(one: Unsent) {
  write(nameOf(one), null)
  refresh()
}

/** At sign-out, after the person has agreed to it. */
export const forgetUnsent = () => forget(folder())

followStored('unsent.', refresh)

/** What waits in this browser, also what another tab keeps. */
export const useUnsent = () => useValue(shown)
