import type { components } from '@/lib/api/schema'
import { sessionEnded } from '@/lib/renewal'

export type Change = components['schemas']['LiveChange']

const address = '/api/v1/events'

/**
 * After so many refusals in a row: the server is full, away or behind a page of a proxy's own. Soon at first, for it may
 * only be starting, later after a minute at most. Not all pages come back at once.
 */
const later = (refusals: number) => Math.min(2 ** refusals, 32) * (1000 + Math.random() * 1000)

/**
 * Tells what changes for as long as somebody looks: a page that is hidden, offline or signed out lets its stream go,
 * because a browser has few connections for all of its pages, and takes it up where it ended when it is back. What
 * breaks on the way the browser mends by itself. `bye` is the last that it tells. Answers how to end it.
 */
export function follow(hear: (change: Change) => void): () => void {
  let source: EventSource | null = null
  let last = ''
  let refusals = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const close = () => {
    clearTimeout(timer)
    source?.close()
    source = null
  }
  const reach = (event: MessageEvent) => {
    last = event.lastEventId || last
    refusals = 0
  }
  const open = () => {
    if (source || document.hidden || !navigator.onLine || sessionEnded.get()) return
    source = new EventSource(last ? `${address}?after=${encodeURIComponent(last)}` : address)
    source.addEventListener('at', reach)
    source.onmessage = (event: MessageEvent<string>) => {
      reach(event)
      const change = JSON.parse(event.data) as Change
      if (change.what === 'bye') close()
      hear(change)
    }
    source.onerror = () => {
      if (source?.readyState !== EventSource.CLOSED) return
      close()
      refusals += 1
      timer = setTimeout(open, later(refusals))
    }
  }
  const turn = () => (document.hidden || !navigator.onLine ? close() : open())
  const unsubscribe = sessionEnded.subscribe(() => (sessionEnded.get() ? close() : open()))
  document.addEventListener('visibilitychange', turn)
  addEventListener('online', turn)
  addEventListener('offline', turn)
  open()
  return () => {
    unsubscribe()
    document.removeEventListener('visibilitychange', turn)
    removeEventListener('online', turn)
    removeEventListener('offline', turn)
    close()
  }
}
