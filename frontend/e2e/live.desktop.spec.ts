import { type APIRequestContext, type Browser, type Page, request as requests } from '@playwright/test'
import type { components } from '../src/lib/api/schema'
import { administrator, test as base, expect, open } from './fixtures'
import { call, register, serve, texts } from './registry'
import { openReview } from './reviewing'
import { type Server, twoServers } from './servers'

type Schemas = components['schemas']

/** A registry behind two addresses; where there is no PostgreSQL, which several servers need, both are the same. */
type Registry = { one: string; two: string; admin: APIRequestContext; servers?: [Server, Server] }

const test = base.extend<{ house: Registry }>({
  house: async ({ admin, baseURL }, use) => {
    const both = await twoServers()
    if (!both) return use({ one: baseURL ?? '', two: baseURL ?? '', admin })
    const [one, two] = both.servers
    const own = await requests.newContext({ baseURL: one.address })
    try {
      const { name, email, password } = administrator
      await call(own, 'post', '/setup', { organisation: 'Northwind Hotels', name, email, password })
      await use({ one: one.address, two: two.address, admin: own, servers: both.servers })
    } finally {
      await own.dispose()
      await both.end()
    }
  },
})

/** What a browser says of a server that is gone is not the page's. */
const gone = /^Failed to load resource: net::ERR_/

/** A person with a page of their own, at a server of their own. */
async function somebody({ admin }: Registry, browser: Browser, at: string, name: string, team?: string) {
  const email = `${crypto.randomUUID()}@example.com`
  const password = 'front line first'
  const roles = ['member', 'reviewer']
  const { id } = await call<Schemas['Person']>(admin, 'post', '/people', { name, email, password, roles })
  if (team) await call(admin, 'put', `/teams/${team}/members/${id}`)
  const context = await browser.newContext({ baseURL: at, locale: 'en-GB', viewport: { width: 1280, height: 800 } })
  await call(context.request, 'post', '/session', { email, password })
  const page = await context.newPage()
  const heard: string[] = []
  page.on('pageerror', (error) => heard.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && heard.push(message.text()))
  return { id, page, heard, request: context.request, close: () => context.close() }
}

const follows = (page: Page) => page.waitForRequest((request) => request.url().includes('/api/v1/events'))

test('what others do appears without a reload, from whichever server', async ({ browser, house }, info) => {
  const t = texts(info, 'live', 'reviews')
  const team = await call<Schemas['Team']>(house.admin, 'post', '/teams', { name: `Chat ${crypto.randomUUID()}` })
  const marek = await somebody(house, browser, house.one, 'Marek Nowak', team.id)
  const rosa = await somebody(house, browser, house.two, 'Rosa Review')
  await serve(house.admin, rosa.id, 'brand')
  const asked = register(marek.request, team.id, 'Promise a call back', {}, { public_promise: 'yes' })

  // A review arrives in the open inbox, and its number in the navigation.
  const [, experiment] = await Promise.all([follows(rosa.page), asked, open(rosa.page, '/reviews')])
  await expect(rosa.page.getByRole('link', { name: /Promise a call back/ })).toBeVisible()
  const review = await openReview(rosa.request, experiment)

  // The team sees what is decided while it looks, is told so, and hears the bell.
  await Promise.all([follows(marek.page), open(marek.page, `/experiments/${experiment.key}`)])
  await expect(marek.page.getByText(t('ui.status.in_review')).first()).toBeVisible()
  await open(rosa.page, `/reviews/${review.id}`)
  await rosa.page.getByRole('radio', { name: t('reviews.approve') }).check()
  await Promise.all([
    expect(marek.page.getByRole('status').filter({ hasText: t('live.changed') })).toBeVisible(),
    rosa.page.getByRole('button', { name: t('reviews.send.plain') }).click(),
  ])
  await expect(marek.page.getByText(t('ui.status.ready')).first()).toBeVisible()

  // The team's start appears where the reviewer looks.
  await call(marek.request, 'post', `/experiments/${experiment.id}/start`)
  await open(rosa.page, `/experiments/${experiment.key}`)
  await expect(rosa.page.getByText(t('ui.status.running')).first()).toBeVisible()
  await call(marek.request, 'post', `/experiments/${experiment.id}/pause`)
  await expect(rosa.page.getByText(t('ui.status.paused')).first()).toBeVisible()

  // A server dies; what happened meanwhile is caught up with when it is back.
  if (house.servers) {
    const [one] = house.servers
    await one.kill()
    const back = await requests.newContext({
      baseURL: house.two,
      storageState: await marek.page.context().storageState(),
    })
    await call(back, 'post', `/experiments/${experiment.id}/resume`)
    await expect(rosa.page.getByText(t('ui.status.running')).first()).toBeVisible()
    await one.start()
    await expect(marek.page.getByText(t('ui.status.running')).first()).toBeVisible()
    await back.dispose()
  }
  for (const { heard, close } of [marek, rosa]) {
    expect(heard.filter((text) => !gone.test(text))).toEqual([])
    await close()
  }
})

test('a page follows as long as somebody is signed in and looks', async ({ page, me, context }, info) => {
  const t = texts(info)
  const one = await register(page.request, me.team.id, 'Ask before the bill', {})
  const act = (action: string) => call(page.request, 'post', `/experiments/${one.id}/${action}`)
  const shows = (status: 'running' | 'paused') => expect(page.getByText(t(`ui.status.${status}`)).first()).toBeVisible()
  // A server that is only starting refuses, and is asked again before long.
  await page.route('**/api/v1/events*', (route) => route.fulfill({ status: 503 }), { times: 1 })
  await Promise.all([follows(page), open(page, `/experiments/${one.key}`)])
  await follows(page)
  await shows('running')

  // What happens while it is offline is caught up with.
  await context.setOffline(true)
  await expect(page.getByText(t('shell.offline'))).toBeVisible()
  await act('pause')
  await Promise.all([follows(page), context.setOffline(false)])
  await shows('paused')

  // Signed out elsewhere it asks for the password at once, and goes on once somebody is signed in again.
  await context.request.delete('/api/v1/session')
  await page.getByRole('dialog').locator('input[type=password]').fill(me.password)
  await Promise.all([follows(page), page.keyboard.press('Enter')])
  await act('resume')
  await shows('running')
})
