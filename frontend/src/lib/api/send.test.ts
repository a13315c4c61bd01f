import { expect, it } from 'vitest'
import { sender } from './send'

type Answer = () => Response | Promise<Response>

const answer = (status: number, headers: Record<string, string> = {}): Answer => {
  const type: Record<string, string> = {
    'Content-Type': status < 400 ? 'application/json' : 'application/problem+json',
  }
  return () => new Response('{}', { status, headers: { ...type, ...headers } })
}

const noAnswer: Answer = () => Promise.reject(new TypeError('no network'))

function world(answers: Answer[], { signedIn = true } = {}) {
  const sent: Request[] = []
  const waits: number[] = []
  const { send, etagOf } = sender({
    fetch: (request) => {
      sent.push(request)
      return Promise.resolve(answers.shift()?.() ?? new Response(null, { status: 204 }))
    },
    language: () => 'pl',
    person: () => (signedIn ? 'ana' : null),
    signInAgain: () => (signedIn ? Promise.resolve() : Promise.reject(new Error('nobody'))),
    wait: (time) => Promise.resolve(void waits.push(time)),
  })
  const call = (method: string, path: string, headers = {}) =>
    send(new Request(`http://ajar/api/v1${path}`, { method, headers, body: method === 'GET' ? undefined : '{}' }))
  return { call, etagOf, sent, waits, header: (name: string) => sent.map((one) => one.headers.get(name)) }
}

it('speaks the person’s language', async () => {
  const { call, header } = world([answer(200)])
  await call('GET', '/experiments')
  expect(header('Accept-Language')).toEqual(['pl'])
})

it('says for whom it speaks, as soon as somebody is signed in', async () => {
  for (const signedIn of [true, false]) {
    const { call, header } = world([answer(200)], { signedIn })
    await call('GET', '/home')
    expect(header('Ajar-Person')).toEqual([signedIn ? 'ana' : null])
  }
})

it('sends the ETag of what was read with the change, and the newer one with the next', async () => {
  const { call, header, etagOf } = world([answer(200, { ETag: '"1"' }), answer(200, { ETag: '"2"' }), answer(200)])
  await call('GET', '/experiments/E-1')
  await call('PATCH', '/experiments/E-1')
  await call('PUT', '/experiments/E-1')
  expect(header('If-Match')).toEqual([null, '"1"', '"2"'])
  expect(etagOf('/api/v1/experiments/E-1')).toBe('"2"')
})

it('keeps the ETag that a form sends itself, and shows that it is stale', async () => {
  const { call, header } = world([answer(200, { ETag: '"7"' }), answer(412)])
  await call('GET', '/experiments/E-1')
  const response = await call('PATCH', '/experiments/E-1', { 'If-Match': '"5"' })
  expect(header('If-Match')).toEqual([null, '"5"'])
  expect(response.status).toBe(412)
})

it('knows the ETag of what it has created', async () => {
  const { call, header } = world([answer(201, { ETag: '"1"', Location: '/api/v1/experiments/x' })])
  await call('POST', '/experiments')
  await call('PATCH', '/experiments/x')
  expect(header('If-Match')).toEqual([null, '"1"'])
})

it('repeats a creation that got no answer with the same key', async () => {
  const { call, sent, header, waits } = world([noAnswer, answer(503, { 'Retry-After': '2' }), answer(201)])
  expect((await call('POST', '/experiments')).status).toBe(201)
  expect(sent).toHaveLength(3)
  expect(new Set(header('Idempotency-Key')).size).toBe(1)
  expect(header('Idempotency-Key')[0]).toMatch(/^[0-9a-f]{32}$/)
  expect(waits).toEqual([500, 2000])
})

it('gives up after three tries', async () => {
  const { call, sent } = world([noAnswer, noAnswer, noAnswer])
  await expect(call('POST', '/experiments')).rejects.toThrow('no network')
  expect(sent).toHaveLength(3)
})

it.each(['GET', 'PATCH', 'PUT', 'DELETE'])('does not repeat %s', async (method) => {
  const { call, sent } = world([noAnswer])
  await expect(call(method, '/experiments/E-1')).rejects.toThrow('no network')
  expect(sent).toHaveLength(1)
})

it.each(['/tokens', '/feed-key'])('does not repeat %s, which answers with a secret', async (path) => {
  const { call, sent } = world([noAnswer])
  await expect(call('POST', path)).rejects.toThrow('no network')
  expect(sent).toHaveLength(1)
})

it('goes on with the same request after the person has signed in again', async () => {
  const { call, header } = world([answer(401), answer(201)])
  expect((await call('POST', '/experiments')).status).toBe(201)
  expect(new Set(header('Idempotency-Key')).size).toBe(1)
})

it.each([
  ['a wrong password', 'POST', '/session', true],
  ['signing out after the end', 'DELETE', '/session', true],
  ['nobody who is signed in', 'GET', '/session', false],
])('does not ask again for %s', async (_, method, path, signedIn) => {
  const { call, sent } = world([answer(401)], { signedIn })
  expect((await call(method, path)).status).toBe(401)
  expect(sent).toHaveLength(1)
})

it('turns the page of a proxy into a problem', async () => {
  const page: Answer = () => new Response('<html>', { status: 502, headers: { 'Content-Type': 'text/html' } })
  const { call } = world([page])
  const response = await call('GET', '/experiments')
  expect(await response.json()).toEqual({ type: 'about:blank', status: 502 })
})
