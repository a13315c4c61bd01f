/// <reference lib="webworker" />

/**
 * Lets the pages open without a connection. It keeps the program's own files alone: what the API answers never passes
 * through it, so it holds nothing of any person.
 */
const worker = globalThis as unknown as ServiceWorkerGlobalScope

/** Every file of this build, as addresses, and a digest of them all; put in by build/worker.ts. */
declare const __FILES__: string[]
declare const __VERSION__: string

const files = new Set(__FILES__)
const family = 'ajar-'
const cacheName = family + __VERSION__
const shell = '/index.html'

/** So many milliseconds without an answer are as good as no connection. */
const patience = 4000

/** What is no page of the program, though people go there. */
const elsewhere = /^\/(api|auth|feeds|healthz|readyz|metrics)(\/|$)/

/** The name of an asset holds its content: one that another version has kept need not be fetched again. */
const isAsset = (file: string) => file.startsWith('/assets/')

/** All or nothing: where one file fails, the version before stays, and the next visit tries again. */
async function fill() {
  const cache = await caches.open(cacheName)
  await Promise.all(
    [...files].map(async (file) => {
      const had = isAsset(file) ? await caches.match(file) : undefined
      await (had ? cache.put(file, had) : cache.add(new Request(file, { cache: isAsset(file) ? 'default' : 'reload' })))
    }),
  )
}

async function dropOlder() {
  const names = await caches.keys()
  const older = names.filter((name) => name.startsWith(family) && name !== cacheName)
  await Promise.all(older.map((name) => caches.delete(name)))
  await worker.clients.claim()
}

const kept = async (file: string) => (await caches.open(cacheName)).match(file)

/** The server's page wherever it answers, so that nobody sees an older version than there is. */
async function page(request: Request): Promise<Response> {
  const answer = await fetch(request, { signal: AbortSignal.timeout(patience) }).catch(() => undefined)
  if (answer && answer.status < 500) return answer
  return (await kept(shell)) ?? answer ?? Response.error()
}

worker.addEventListener('install', (event) => {
  event.waitUntil(fill())
  void worker.skipWaiting()
})

worker.addEventListener('activate', (event) => event.waitUntil(dropOlder()))

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== worker.location.origin || elsewhere.test(pathname)) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (files.has(pathname)) event.respondWith(kept(pathname).then((file) => file ?? fetch(request)))
})
