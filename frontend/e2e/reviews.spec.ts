import type { APIRequestContext } from '@playwright/test'
import type { components } from '../src/lib/api/schema'
import { expect, open, test } from './fixtures'
import {
  anyVersion,
  call,
  type Experiment,
  expectNarrow,
  inBothSchemes,
  register,
  serve,
  somebody,
  texts,
} from './registry'
import { deafen, openReview, proposed, review } from './reviewing'

type Schemas = components['schemas']

const read = (request: APIRequestContext, { id }: Experiment) => call<Experiment>(request, 'get', `/experiments/${id}`)

test('each gate is opened by a reviewer of its own route', async ({ page, me: _, admin, axe, isMobile }, info) => {
  const t = texts(info, 'reviews', 'proposal')
  await review(page, admin, 'privacy')
  const { experiment, title } = await proposed(admin, { personal_data: 'unsure', public_promise: 'yes' })
  await open(page, '/reviews?gate=personal_data')
  await expect(page.getByRole('link', { name: new RegExp(title) })).toBeVisible()
  await inBothSchemes(page, axe, info)
  await page.getByRole('link', { name: new RegExp(title) }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
  await expect(page.getByText('Whoever answers the phone')).toBeVisible()
  await expectNarrow(page)

  const approve = page.getByRole('radio', { name: t('reviews.approve') })
  if (isMobile) await approve.check()
  else await page.keyboard.press('a')
  await expect(approve).toBeChecked()
  await inBothSchemes(page, axe, info)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(t('reviews.answered'))).toBeVisible()
  expect((await read(page.request, experiment)).status).toBe('in_review')

  const robin = await somebody(admin, 'Robin Ortega')
  await serve(admin, robin.id, 'brand')
  const { id } = await openReview(robin.request, experiment)
  await call(robin.request, 'post', `/reviews/${id}/decisions`, {
    revision: 1,
    gates: ['public_promise'],
    verdict: 'approve',
  })
  expect((await read(page.request, experiment)).status).toBe('ready')
  await page.reload()
  await expect(page.getByText(t('reviews.ended.approved'))).toBeVisible()
  await expect(page.getByText(t('reviews.decided.approve', { name: robin.name })).first()).toBeVisible()
})

test('an approval may have conditions', { tag: '@phone' }, async ({ page, me: _, admin, axe }, info) => {
  const t = texts(info, 'reviews', 'proposal')
  await review(page, admin, 'legal', 'brand')
  const { experiment } = await proposed(admin, { legal_or_contract: 'unsure', public_promise: 'yes' })
  await open(page, `/reviews/${(await openReview(page.request, experiment)).id}`)
  await page.getByRole('radio', { name: t('reviews.approve') }).check()
  await page.getByRole('radio', { name: t('reviews.manner.conditions') }).check()
  await inBothSchemes(page, axe, info)
  await page.keyboard.press('Control+Enter')
  const condition = page.getByLabel(t('reviews.condition', { n: '1' }), { exact: true })
  await expect(condition).toBeFocused()
  await condition.fill('The terms of sale stay as they are.')
  const add = page.getByRole('button', { name: t('reviews.addCondition') })
  await add.click()
  await page.getByRole('button', { name: t('reviews.removeCondition', { n: '2' }) }).click()
  await expect(add).toBeFocused()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(t('reviews.ended.approved'))).toBeVisible()
  await expect(page.getByText('The terms of sale stay as they are.')).toBeVisible()
  const { requirements, status } = await read(page.request, experiment)
  expect(status).toBe('ready')
  expect(requirements?.filter(({ kind, state }) => kind === 'condition' && state === 'open').length).toBeGreaterThan(0)
})

test(
  'asking for a change needs a reason and passes the turn to the team',
  { tag: '@phone' },
  async ({ page, me: _, admin, axe }, info) => {
    const t = texts(info, 'reviews', 'proposal')
    await review(page, admin, 'data')
    const { experiment, marek } = await proposed(admin, { destroys: 'yes' })
    await open(page, `/reviews/${(await openReview(page.request, experiment)).id}`)
    await page.getByRole('radio', { name: t('reviews.change') }).check()
    await page.getByRole('button', { name: t('reviews.send.change') }).click()
    const reason = page.getByRole('textbox', { name: t('reviews.reason.change') })
    await expect(reason).toBeFocused()
    await inBothSchemes(page, axe, info)
    await reason.fill('Keep a copy for a month.')
    await page.reload()
    await expect(reason).toHaveValue('Keep a copy for a month.')
    await page.getByRole('button', { name: t('reviews.send.change') }).click()
    await expect(page.getByText(t('reviews.askedTeam'))).toBeVisible()
    await expect(page.getByRole('blockquote').first()).toHaveText('Keep a copy for a month.')
    const { items } = await call<Schemas['PageReview']>(marek.request, 'get', '/reviews?turn=mine&state=open')
    expect(items.map((one) => one.experiment.id)).toEqual([experiment.id])
  },
)

test(
  'a decision on an old revision shows what changed and keeps what was typed',
  { tag: '@desktop' },
  async ({ page, me: _, admin, axe }, info) => {
    const t = texts(info, 'reviews', 'proposal')
    await review(page, admin, 'data')
    const { experiment, marek } = await proposed(admin, { destroys: 'yes' })
    await deafen(page)
    await open(page, `/reviews/${(await openReview(page.request, experiment)).id}`)
    await page.getByRole('radio', { name: t('reviews.decline') }).check()
    const reason = page.getByRole('textbox', { name: t('reviews.reason.decline') })
    await reason.fill('The courier has not agreed.')
    await call(
      marek.request,
      'patch',
      `/experiments/${experiment.id}`,
      { change: 'We ask the courier first.' },
      anyVersion,
    )
    await page.getByRole('button', { name: t('reviews.send.decline') }).click()
    await expect(page.getByText(t('reviews.stale'))).toBeVisible()
    await expect(page.locator('ins').first()).toContainText('We ask the courier first')
    await inBothSchemes(page, axe, info)
    await expectNarrow(page)
    await expect(reason).toHaveValue('The courier has not agreed.')
    await page.getByRole('radio', { name: t('reviews.approve') }).check()
    await page.getByRole('radio', { name: t('reviews.manner.reservation') }).check()
    await page.getByRole('button', { name: t('reviews.send.reservation') }).click()
    await expect(page.getByText(t('reviews.ended.approved'))).toBeVisible()
    expect((await read(page.request, experiment)).status).toBe('ready')
  },
)

test(
  'who hears of a new revision while writing takes the words along',
  { tag: '@desktop' },
  async ({ page, me: _, admin }, info) => {
    const t = texts(info, 'reviews')
    await review(page, admin, 'data')
    const { experiment, marek } = await proposed(admin, { destroys: 'yes' })
    const follows = page.waitForRequest('**/api/v1/events*')
    await open(page, `/reviews/${(await openReview(page.request, experiment)).id}`)
    await follows
    await page.getByRole('radio', { name: t('reviews.decline') }).check()
    const reason = page.getByRole('textbox', { name: t('reviews.reason.decline') })
    await reason.fill('The courier has not agreed.')
    const change = { change: 'We ask the courier first.' }
    await call(marek.request, 'patch', `/experiments/${experiment.id}`, change, anyVersion)
    await page.getByRole('link', { name: t('reviews.toNewest') }).click()
    await expect(page.locator('ins').first()).toContainText('We ask the courier first')
    await expect(reason).toHaveValue('The courier has not agreed.')
  },
)

test('who may not decide is told why', { tag: '@phone' }, async ({ page, me, admin, axe }, info) => {
  const t = texts(info, 'reviews', 'proposal')
  const { experiment } = await proposed(admin, { colleagues: 'yes' })
  await open(page, `/reviews/${(await openReview(page.request, experiment)).id}`)
  await expect(page.getByText(t('reviews.why.route', { routes: t('proposal.route.people') }))).toBeVisible()
  await expect(page.getByRole('radio')).toHaveCount(0)
  await inBothSchemes(page, axe, info)

  const own = await register(page.request, me.team.id, 'Choose our own breaks', {}, { colleagues: 'yes' })
  await open(page, `/reviews/${(await openReview(page.request, own)).id}`)
  await expect(page.getByText(t('reviews.why.team'))).toBeVisible()
  await expect(page.getByRole('radio')).toHaveCount(0)
})

test('the list goes by keys, and an empty one says so', async ({ page, me: _, admin, axe, isMobile }, info) => {
  const t = texts(info, 'reviews', 'proposal')
  await review(page, admin, 'money')
  await proposed(admin, { money_at_risk: 9000 })
  await proposed(admin, { money_at_risk: 8000 })
  await deafen(page) // what other tests ask and answer on this route would move the list
  await open(page, '/reviews?gate=money_at_risk')
  if (isMobile) {
    await expect(page.getByRole('link', { name: /Skip the identity check/ }).first()).toBeVisible()
    await page.keyboard.press('j')
  }
  await expect(page).toHaveURL(/\/reviews\/[0-9a-f-]{36}\?gate/)
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toHaveText(/Skip the identity check/)
  const first = await heading.textContent()
  await page.keyboard.press('j')
  await expect(heading).not.toHaveText(first ?? '')
  await page.keyboard.press('k')
  await expect(heading).toHaveText(first ?? '')

  await open(page, '/reviews?state=expired')
  await expect(page.getByText(t('reviews.noneFiltered'))).toBeVisible()
  await inBothSchemes(page, axe, info)
  await page.getByRole('link', { name: t('reviews.clear') }).click()
  await expect(page).toHaveURL(/\/reviews(\/[0-9a-f-]{36})?$/)
})

test('a review that is not there says so', { tag: '@phone' }, async ({ page, me: _, axe }, info) => {
  await page.goto('/reviews/01a201ae-0000-7000-8000-000000000000')
  await expect(page.getByRole('alert')).toBeVisible()
  await inBothSchemes(page, axe, info)
})
