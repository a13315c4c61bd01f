import { signedIn } from './renewal'
import { forget, read, write } from './stored'

/** What a person typed and the server does not have yet. Nobody else who uses this browser sees it. */
const name = (key: string) => `draft.${signedIn.get() ?? 'nobody'}.${key}`

export function readDraft<T>(key: string): T | null {
  try {
    return JSON.parse(read(name(key)) ?? 'null') as T | null
  } catch {
    return null
  }
}

/** Keeps a copy under a key such as "experiment.E-42"; null drops it. */
export function keepDraft<T>(key: string, value: T | null) {
  write(name(key), value === null ? null : JSON.stringify(value))
}

/** At sign-out: the next person at this computer finds nothing. */
export const forgetDrafts = () => forget('draft.')
