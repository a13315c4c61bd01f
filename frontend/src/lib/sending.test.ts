import { afterEach, expect, it, vi } from 'vitest'
import { answers, stubBrowser } from './testBrowser'
import type { Unsent } from './unsent'

const problem = { type: '/problems/wrong-state', status: 409 }
const said: Unsent = {
  id: 'one',
  experiment: { key: 'E-1', title: 'Refund at once', language: 'en' },
  body: { customers_reached: 3 } as Unsent['body'],
  at: '2026-07-01T10:00:00Z',
}

/** Ana's page, where the server answers so. */
async function page(answer: (request: Request) => Promise<Response>) {
  const held: Record<string, string> = {}
  stubBrowser(held, answer as () => Promise<Response>)
  const { signedIn } = await import('./renewal')
  signedIn.set('ana')
  return { held, ...(await import('./sending')), ...(await import('./unsent')) }
}

afterEach(() => void vi.unstubAllGlobals())

it('sends in the name of who said it, and waits where another has signed in', async () => {
  const names: (string | null)[] = []
  const { sayAndSend, readUnsent } = await page((request) => {
    names.push(request.headers.get('Ajar-Person'))
    return answers(401, { type: '/problems/another-person', status: 401 })()
  })
  expect(await sayAndSend(said)).toMatchObject({ became: 'waiting' })
  expect(names).toEqual(['ana'])
  expect(readUnsent()).toEqual([said])
})

it('says in the form what was refused when the list was quicker to send it', async () => {
  const { sendUnsent, sayAndSend, readUnsent } = await page(answers(409, problem))
  const list = sendUnsent()
  const form = sayAndSend(said)
  expect(await list).toMatchObject([{ became: 'refused', problem }])
  expect(await form).toMatchObject({ became: 'refused', problem })
  expect(readUnsent()).toEqual([])
})

it('does not bring back what was deleted while it was on its way', async () => {
  const { keepUnsent, dropUnsent, sendUnsent, readUnsent } = await page(() => {
    dropUnsent(said)
    return answers(409, problem)()
  })
  keepUnsent(said)
  expect(await sendUnsent()).toMatchObject([{ became: 'refused' }])
  expect(readUnsent()).toEqual([])
})
