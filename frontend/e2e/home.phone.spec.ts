import type { APIRequestContext, Page } from '@playwright/test'
import { expect, open, test } from './fixtures'
import { call, type Experiment, expectNarrow, inBothSchemes, register, serve, somebody, texts } from './registry'

const day = 86_400_000
const inDays = (n: number) => new Date(Date.now() + n * day).toISOString().slice(0, 10)
const act = (request: APIRequestContext, { key }: Experiment, action: string) =>
  call<Experiment>(request, 'post', `/experiments/${key}/${action}`, {})

const draft = (request: APIRequestContext, team: string, title: string) =>
  call<Experiment>(request, 'post', '/experiments', { title, team_id: team, language: 'en' })

test('when nothing waits, an annoyance is turned into a proposal', async ({ page, me: _, axe }, info) => {
  const t = texts(info, 'home')
  await open(page, '/')
  await expect(page.getByRole('heading', { level: 2, name: t('home.nothing') })).toBeVisible()
  await expect(page.getByRole('heading', { level: 2, name: t('home.lessons') })).toBeVisible()
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)

  await page.getByRole('link', { name: t('home.idea.bill.title') }).click()
  await expect(page.locator('[name=title]')).toHaveValue(t('home.idea.bill.title'))
  await page.goBack()
  await expect(page.getByRole('heading', { level: 2, name: t('home.nothing') })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/propose')
})

test('what needs the person stands in its order, and Enter opens the first', async ({ page, me, axe }, info) => {
  const t = texts(info, 'home')
  const { request } = page
  const far = await register(request, me.team.id, 'A chair beside the till', { ends_on: inDays(60) })
  await register(request, me.team.id, 'Call back within the hour', { ends_on: inDays(3) })
  await act(request, await register(request, me.team.id, 'Quotes in writing', {}), 'pause')
  const stopped = await act(request, await register(request, me.team.id, 'A photo of the parcel', {}), 'stop')
  const begun = await draft(request, me.team.id, 'Two plain sentences on every bill')

  await open(page, '/')
  const needs = page.getByRole('region', { name: t('home.needs') })
  await expect(needs.getByRole('heading', { level: 3 })).toHaveText([
    stopped.title,
    'Call back within the hour',
    'Quotes in writing',
    begun.title,
  ])
  await expect(needs.getByRole('link', { name: begun.title })).toHaveAttribute('href', `/propose?draft=${begun.key}`)
  await expect(page.getByRole('link', { name: far.title })).toHaveCount(1)
  await expect(page.locator('progress')).toHaveCount(2)
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`/experiments/${stopped.key}/lesson`)
})

test('an experiment past its last day asks how it ended', async ({ page, me, axe }, info) => {
  const t = texts(info, 'home')
  const { key, title } = await register(page.request, me.team.id, 'A chair beside the till', { ends_on: inDays(2) })
  await page.clock.setFixedTime(Date.now() + 5 * day)
  await open(page, '/')
  const needs = page.getByRole('region', { name: t('home.needs') })
  await expect(needs.getByRole('link', { name: t('home.do.past') })).toHaveAttribute('href', `/experiments/${key}`)
  await expect(page.getByRole('link', { name: title })).toHaveCount(2)
  await axe()
})

test('what runs shows its signal, and asks for the check-in that is due', async ({ page, me, admin, axe }, info) => {
  const t = texts(info, 'home', 'signals', 'support')
  const { key, title } = await register(page.request, me.team.id, 'A chair beside the till', { ends_on: inDays(60) })
  const seen = { customers_reached: 30, signal: { value: 9, n: 100, hits: 9 }, stop_rule_tripped: false }
  await call(page.request, 'post', `/experiments/${key}/check-ins`, { on: inDays(0), ...seen })
  const word = `stamp ${crypto.randomUUID().slice(0, 8)}`
  const { id } = await call<{ id: string }>(admin, 'post', '/obstacles', { text: `A ${word} on every refund` })
  await call(admin, 'post', `/obstacles/${id}/remove`, { reason: 'No stamp' })
  await call(admin, 'post', '/obstacles', { text: 'Three forms for one cup of tea' })

  await open(page, '/')
  const card = page.getByRole('region', { name: new RegExp(t('home.running').match(/one \{(.*?)\}/)?.[1] ?? '') })
  const plot = card.getByRole('img', { name: /Repeat calls/ })
  await expect(plot).toHaveAccessibleName(new RegExp(`9 %.*${t('signals.says.too_early')}`))
  await expect(card.getByText(t('signals.says.too_early'))).toBeVisible()
  await expect(
    page
      .getByRole('region', { name: t('support.title') })
      .getByRole('listitem')
      .first(),
  ).toBeVisible()
  await expect(page.getByRole('link', { name: t('support.removedAll') })).toHaveAttribute(
    'href',
    '/obstacles?state=removed',
  )
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)

  await page.clock.setFixedTime(Date.now() + 8 * day)
  await page.reload()
  const needs = page.getByRole('region', { name: t('home.needs') })
  await expect(needs.getByRole('link', { name: title })).toBeVisible()
  await needs.getByRole('link', { name: t('home.do.check_in') }).click()
  await expect(page).toHaveURL(`/experiments/${key}/check-in`)
})

test('a reviewer sees who waits for them', async ({ page, me, admin }, info) => {
  const t = texts(info, 'home')
  const { person_id: id } = await call<{ person_id: string }>(page.request, 'get', '/session')
  await call(admin, 'patch', `/people/${id}`, { roles: ['member', 'reviewer'] }, { 'If-Match': '*' })
  await serve(admin, id, 'partners') // a route of its own: the first five stand on the page
  const team = await call<typeof me.team>(admin, 'post', '/teams', { name: `Chat ${crypto.randomUUID().slice(0, 8)}` })
  const marek = await somebody(admin, 'Marek Nowak', team.id)
  const title = `Say it on the radio ${crypto.randomUUID().slice(0, 8)}`
  await register(marek.request, team.id, title, {}, { binds_others: 'yes' })

  await open(page, '/')
  const needs = page.getByRole('region', { name: t('home.needs') })
  await expect(needs.getByText(team.name)).toBeVisible()
  await expect(needs.getByText(t('home.waited')).first()).toBeVisible()
  await needs.getByRole('link', { name: title }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
})

test('the longest list shows its rest on demand', async ({ page, me }, info) => {
  const t = texts(info, 'home')
  for (let n = 1; n <= 8; n++) await draft(page.request, me.team.id, `Idea number ${n}`)
  await open(page, '/')
  const titles = page.getByRole('heading', { level: 3, name: /Idea number/ })
  await expect(titles).toHaveCount(6)
  await page.getByRole('button', { name: t('home.more', { n: 2 }) }).click()
  await expect(titles).toHaveCount(8)
  await page.getByRole('button', { name: t('home.fewer') }).click()
  await expect(titles).toHaveCount(6)
})

/** The height of letters is the person's choice: twice as large, the page goes on downwards, not sideways. */
async function expectNoWiderWithLargeLetters(page: Page) {
  const letters = (size: string) =>
    page.evaluate((to) => document.documentElement.style.setProperty('font-size', to), size)
  await letters('200%')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await letters('')
}

test('who has no team makes one', async ({ page, admin, context, axe }, info) => {
  const t = texts(info, 'home', 'team')
  const credentials = { email: `${crypto.randomUUID()}@example.com`, password: 'front line first' }
  await call(admin, 'post', '/people', { name: 'Nora Quinn', ...credentials, roles: ['member'] })
  await call(context.request, 'post', '/session', credentials)
  await open(page, '/')
  await expect(page.getByRole('heading', { level: 2, name: t('home.team') })).toBeVisible()
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
  await expectNoWiderWithLargeLetters(page)
  const name = `Desk ${crypto.randomUUID().slice(0, 8)}`
  await page.locator('[name=name]').fill(name)
  await page.keyboard.press('Enter')
  await expect(page.getByText(t('home.teamMade', { name }))).toBeVisible()
  await expect(page.getByRole('heading', { level: 2, name: t('home.nothing') })).toBeVisible()
})

test('what cannot be shown is asked for again', async ({ page, me: _, axe }, info) => {
  const t = texts(info, 'home')
  await page.route('**/api/v1/reviews?*', (route) => route.fulfill({ status: 429, body: '' }))
  await open(page, '/')
  const retry = page.getByRole('button', { name: t('ui.retry') })
  await expect(retry).toBeVisible()
  await axe()
  await page.unroute('**/api/v1/reviews?*')
  await retry.click()
  await expect(page.getByRole('heading', { level: 2, name: t('home.nothing') })).toBeVisible()
})
