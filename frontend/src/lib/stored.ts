/** What this browser keeps for Ajar. Everything works, for the time of the page, where storing is forbidden or full. */
const prefix = 'ajar.'
const fallback = new Map<string, string>()

export function read(name: string): string | null {
  try {
    return fallback.get(name) ?? localStorage.getItem(prefix + name)
  } catch {
    return null
  }
}

/** Keeps a text under a name; null forgets it. False where it is kept for the time of the page only. */
export function write(name: string, value: string | null): boolean {
  fallback.delete(name)
  try {
    if (value === null) localStorage.removeItem(prefix + name)
    else localStorage.setItem(prefix + name, value)
    return true
  } catch {
    if (value !== null) fallback.set(name, value)
    return false
  }
}

/** Every name that begins so, in the order of the alphabet. */
export function names(beginning: string): string[] {
  const all = [...fallback.keys()]
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(prefix)) all.push(name.slice(prefix.length))
  } catch {
    // Nothing is stored beyond the page.
  }
  return all.filter((name) => name.startsWith(beginning)).sort()
}

/** Forgets every name that begins so. */
export function forget(beginning: string) {
  for (const name of names(beginning)) write(name, null)
}

/** Tells from now on when another tab keeps or forgets a name that begins so. */
export function followStored(beginning: string, changed: () => void) {
  addEventListener('storage', ({ key }: StorageEvent) => {
    if (!key || key.startsWith(prefix + beginning)) changed()
  })
}
