/** What this browser keeps for Ajar. Everything works, for the time of the page, where storing is forbidden or full. */
const prefix = 'ajar.'
const fallback = new Map<string, string>()

export function read(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name)
  } catch {
    return fallback.get(name) ?? null
  }
}

/** Keeps a text under a name; null forgets it. */
export function write(name: string, value: string | null) {
  try {
    if (value === null) localStorage.removeItem(prefix + name)
    else localStorage.setItem(prefix + name, value)
  } catch {
    if (value === null) fallback.delete(name)
    else fallback.set(name, value)
  }
}

/** Forgets every name that begins so. */
export function forget(beginning: string) {
  fallback.clear()
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix + beginning))
    for (const name of names) localStorage.removeItem(name)
  } catch {
    // Nothing was stored, so nothing is left.
  }
}
