import { afterEach, expect, it, vi } from 'vitest'
import { answers, stubBrowser } from './testBrowser'

const home = ['get', '/api/v1/home']
const session = ['get', '/api/v1/session']
const ana = { person_id: 'ana' }

/** A start of the pages in a browser that holds this, where the server answers everything so. */
async function start(held: Record<string, string>, answer = answers(401, { status: 401 })) {
  const reload = stubBrowser(held, answer)
  const { enter, ...session } = await import('./session')
  return {
    ...session,
    ...(await import('./query')),
    ...(await import('./kept')),
    ...(await import('./renewal')),
    ...(await import('./api/client')),
    enter: (person: object) => enter(person as Parameters<typeof enter>[0]),
    reload,
  }
}

const entry = (key: unknown, data: unknown) => ({
  [`ajar.kept.ana.${JSON.stringify(key)}`]: JSON.stringify({ at: Date.now(), key, data }),
})
const kept = () => ({ ...entry(session, ana), ...entry(home, { experiments: [] }) })

afterEach(() => void vi.unstubAllGlobals())

it('leaves nothing of what it showed when the first answer is that nobody is signed in', async () => {
  const held = kept()
  const { openKept, queryClient, enter, http, reload } = await start(held)
  openKept()
  expect(queryClient.getQueryData(session)).toEqual(ana)
  enter(ana)
  void http.GET('/api/v1/home')
  await vi.waitFor(() => expect(reload).toHaveBeenCalled())
  expect(held).toEqual({})
})

it('stays where the session ends after the server has known the person', async () => {
  const held = kept()
  const { openKept, queryClient, enter, http, reload, sessionEnded } = await start(held)
  openKept()
  enter(ana)
  await queryClient.fetchQuery({ queryKey: home, queryFn: () => ({ experiments: [] }), staleTime: 0 })
  void http.GET('/api/v1/home')
  await vi.waitFor(() => expect(sessionEnded.get()).toBe(true))
  expect(reload).not.toHaveBeenCalled()
})

it('keeps no answer that comes after a sign-out here or in another tab, nor after another has signed in', async () => {
  const held: Record<string, string> = {}
  const { keepAnswers, signOut, queryClient } = await start(held, answers(200, {}))
  const answered = () => queryClient.setQueryData(home, { experiments: [] })
  keepAnswers('ana', () => {})
  answered()
  expect(Object.keys(held)).toHaveLength(2)
  await signOut()
  answered()
  expect(held).toEqual({})

  keepAnswers('ana', () => {})
  keepAnswers('ben', () => {})
  answered()
  expect(Object.keys(held).filter((name) => name.includes('.ana.'))).toEqual([])
})

it.each(['{"at":1', 'null', '7', '{}', '{"at":1,"key":"home"}', '{"at":1,"key":["long ago"]}'])(
  'opens without what it cannot read: %s',
  async (broken) => {
    const stays = entry(session, ana)
    const held: Record<string, string> = { ...stays, [`ajar.kept.ana.${JSON.stringify(home)}`]: broken }
    const { openKept, isKept, queryClient } = await start(held)
    openKept()
    expect(queryClient.getQueryData(session)).toEqual(ana)
    expect(isKept('ana', home, 1000)).toBe(false)
    expect(held).toEqual(stays)
  },
)
