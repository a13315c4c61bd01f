import { useSyncExternalStore } from 'react'

/** A value outside React that components follow with `useValue`. */
export type Observable<T> = { get(): T; set(value: T): void; subscribe(listener: () => void): () => void }

export function observable<T>(value: T): Observable<T> {
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export function useValue<T>(source: Pick<Observable<T>, 'get' | 'subscribe'>): T {
  return useSyncExternalStore(source.subscribe, source.get)
}
