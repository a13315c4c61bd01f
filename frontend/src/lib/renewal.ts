import { observable } from './observable'

/** The person this page belongs to, as soon as the server has said so. */
export const signedIn = observable<string | null>(null)

/** True while requests wait for the person to sign in again. */
export const sessionEnded = observable(false)

let waiting: PromiseWithResolvers<void> | null = null

/** Called when the server no longer knows the session: the page asks for the password and the request then goes on. */
export function signInAgain(): Promise<void> {
  if (signedIn.get() === null) return Promise.reject(new Error('nobody was signed in'))
  waiting ??= Promise.withResolvers()
  sessionEnded.set(true)
  return waiting.promise
}

/** Lets the waiting requests go on. */
export function signedInAgain() {
  sessionEnded.set(false)
  waiting?.resolve()
  waiting = null
}
