import { vi } from 'vitest'

/** For tests: as much of a browser as the modules of `lib` touch, which keeps what is held here. Answers its `reload`. */
export function stubBrowser(held: Record<string, string>, fetch: () => Promise<Response>) {
  vi.resetModules()
  const methods = {
    getItem: (name: string) => held[name] ?? null,
    setItem(name: string, value: string) {
      held[name] = value
    },
    removeItem(name: string) {
      delete held[name]
    },
  }
  const reload = vi.fn()
  // As a browser's, its own properties are the names that it holds.
  vi.stubGlobal('localStorage', new Proxy(held, { get: (_, name) => methods[name as keyof typeof methods] }))
  vi.stubGlobal('location', { origin: 'http://ajar', reload, assign: reload })
  vi.stubGlobal('document', { documentElement: { lang: 'en' } })
  vi.stubGlobal('navigator', {})
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('fetch', fetch)
  Promise.withResolvers ??= withResolvers
  return reload
}

export const answers = (status: number, body: object) => () =>
  Promise.resolve(Response.json(body, { status, headers: { 'Content-Type': 'application/problem+json' } }))

/** Browsers have it; the oldest Node.js that runs our tests does not. */
function withResolvers<T>(): PromiseWithResolvers<T> {
  const parts = {} as PromiseWithResolvers<T>
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }))
  return parts
}
