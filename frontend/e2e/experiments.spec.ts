import type { APIRequestContext } from '@playwright/test'
import type { components } from '../src/lib/api/schema'
import { expect, open, test } from './fixtures'

import { call, type Experiment, register, serve, somebody } from './registry'

type Schemas = components['schemas']

const promise = { public_promise: 'yes' }

test('the list is narrowed by the address, by words and by filters', async ({ page, me, context, axe, isMobile }) => {
  const mark = me.email.slice(0, 8)
  await register(context.request, me.team.id, `Refund umbrella ${mark}`, {})
  await register(context.request, me.team.id, `Promise lantern ${mark}`, {}, promise)
  await open(page, `/experiments?team=${me.team.id}`)
  const titles = page.locator('main li h2')
  await expect(titles).toHaveText([`Promise lantern ${mark}`, `Refund umbrella ${mark}`])
  await axe()

  await page.getByRole('button', { name: isMobile ? 'Filtry' : 'Filters' }).click()
  await page.getByRole('dialog').locator('select').nth(1).selectOption('one_way')
  await axe()
  await page.keyboard.press('Escape')
  await expect(titles).toHaveText([`Promise lantern ${mark}`])
  await expect(page).toHaveURL(/door=one_way/)
  await page.reload()
  await expect(titles).toHaveText([`Promise lantern ${mark}`])

  await page.locator('main ul').first().getByRole('link').first().click()
  await page.goto(`/experiments?team=${me.team.id}`)
  await page.getByRole('searchbox').fill('umbrellas')
  await expect(titles).toHaveText([`Refund umbrella ${mark}`])
  await page.getByRole('searchbox').fill('nothing like it at all')
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(isMobile ? 'Nic nie pasuje' : 'Nothing fits')
  await axe()
})

test('J and K go through the list, and Enter opens', { tag: '@desktop' }, async ({ page, me, context }) => {
  await register(context.request, me.team.id, 'The first', {})
  await register(context.request, me.team.id, 'The second', {})
  await open(page, `/experiments?team=${me.team.id}`)
  await expect(page.locator('main li h2')).toHaveCount(2)
  for (const key of ['j', 'j', 'k', 'j']) await page.keyboard.press(key)
  await expect(page.getByRole('link', { name: 'The first' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('h1')).toHaveText('The first')
  await expect(page.locator('h1')).toBeFocused()
})

test('an empty list teaches', { tag: '@phone' }, async ({ page, me, axe }) => {
  await open(page, `/experiments?team=${me.team.id}`)
  await expect(page.getByRole('heading', { level: 2 })).toBeVisible()
  await expect(page.locator('main').getByRole('link', { name: /Propose|Zaproponuj/ })).toBeVisible()
  await axe()
})

test('stopping asks nothing, and why can be said afterwards', { tag: '@phone' }, async ({ page, me, context, axe }) => {
  const { key } = await register(context.request, me.team.id, 'Refund at once', {})
  await open(page, `/experiments/${key}`)
  for (const tab of ['', '?tab=review', '?tab=lesson', '?tab=history']) {
    await open(page, `/experiments/${key}${tab}`)
    await expect(page.locator('main nav [aria-current]')).toBeVisible()
    await axe()
  }
  await page.getByRole('button', { name: 'Przerwij' }).click()
  await axe()
  await page.getByRole('dialog').getByRole('button').last().click()
  await expect(page.locator('header').getByText('Przerwane wcześniej')).toBeVisible()
  await page.getByRole('link', { name: 'Powiedz dlaczego' }).click()
  await expect(page).toHaveURL(`/experiments/${key}/conclude`)
  await expect(page.locator('input[value=stopped_early]')).toBeChecked()
})

test('a conclusion needs one answer, takes many, and owes a lesson', async ({ page, me, context, axe, isMobile }) => {
  const { key } = await register(context.request, me.team.id, 'Refund at once', {})
  await open(page, `/experiments/${key}/conclude`)
  await axe()
  const send = page.getByRole('button', { name: isMobile ? 'Zakończ' : 'Conclude' })
  await send.click()
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(page.locator('input[value=worked]')).toBeFocused()
  await axe()

  await page.locator('label', { has: page.locator('input[value=worked]') }).click()
  await expect(page.getByRole('alert')).toHaveCount(0)
  const card = (n: number) => page.locator('form section').nth(n)
  await card(1).locator('input[inputmode]').first().fill('6')
  await card(1)
    .locator('label', { has: page.locator('input[value=no]') })
    .click()
  await expect(page.getByRole('status').filter({ hasText: /hollow|Puste/ })).toBeVisible()
  await card(2).locator('input[inputmode]').first().fill('9')
  await card(2).locator('textarea').fill('Quick, for once.')
  await card(3)
    .locator('label', { has: page.locator('input[value=yes]') })
    .first()
    .click()
  await card(3).locator('input[inputmode]').first().fill('2')
  await card(4)
    .locator('label', { has: page.locator('input[value=yes]') })
    .click()
  await card(4).locator('input[type=checkbox]').first().check({ force: true })
  await axe()
  await page.reload()
  await expect(card(1).locator('input[inputmode]').first()).toHaveValue('6')
  await page.locator('label', { has: page.locator('input[value=did_not_work]') }).click()
  await page.keyboard.press('Control+Enter')

  await expect(page).toHaveURL(`/experiments/${key}`)
  await expect(page.getByText('Quick, for once.')).toBeVisible()
  await expect(page.getByRole('link', { name: isMobile ? 'Napisz lekcję' : 'Write the lesson' })).toHaveAttribute(
    'href',
    `/experiments/${key}/lesson`,
  )
  await axe()
})

test('what was submitted is changed by hand, and the history tells what', { tag: '@desktop' }, async ({
  page,
  me,
  context,
  axe,
}) => {
  const { key } = await register(context.request, me.team.id, 'Refund at once', {})
  await open(page, `/experiments/${key}/edit`)
  const wayBack = page.locator('[data-field=way_back] textarea')
  await expect(page.locator('[data-field=effect] textarea')).toBeDisabled()
  await wayBack.fill('We ask the supervisor again.')
  await page.reload()
  await expect(wayBack).toHaveValue('We ask the supervisor again.')
  await axe()
  await page.getByRole('button', { name: 'Save the changes' }).last().click()
  await expect(page).toHaveURL(`/experiments/${key}`)
  await open(page, `/experiments/${key}?tab=history`)
  await expect(page.locator('main ins').first()).toBeVisible()
  await axe()
})

test('a one-way door shows what it needs and its conditions are ticked', { tag: '@phone' }, async ({
  page,
  me,
  context,
  admin,
  axe,
}) => {
  const experiment = await register(context.request, me.team.id, 'A promise on the door', {}, promise)
  expect(experiment.status).toBe('in_review')
  await approve(admin, experiment)
  await open(page, `/experiments/${experiment.key}`)
  await page.getByRole('link', { name: 'Zobacz, co do zrobienia' }).click()
  await axe()
  const tick = page.getByRole('button', { name: 'Zrobione' })
  await tick.click()
  await page.locator('main input[type=text]').fill('It says so at the door.')
  await tick.click()
  await expect(page.getByText('It says so at the door.')).toBeVisible()
  await page.getByRole('button', { name: 'Zacznij teraz' }).click()
  await expect(page.locator('header').getByText('Trwa')).toBeVisible()
})

/** A reviewer of the route agrees, under one condition. */
async function approve(admin: APIRequestContext, { id }: Experiment) {
  const rosa = await somebody(admin, 'Rosa Vidal')
  await serve(admin, rosa.id, 'brand')
  const { items } = await call<Schemas['PageReview']>(rosa.request, 'get', `/reviews?experiment=${id}`)
  await call(rosa.request, 'post', `/reviews/${items[0]?.id}/decisions`, {
    revision: 1,
    gates: ['public_promise'],
    verdict: 'approve_with_conditions',
    conditions: [{ text: 'Say that it is a trial.', when: 'before_start' }],
  })
}

test('what there is not is said', { tag: '@phone' }, async ({ page, me: _, axe }) => {
  await open(page, '/experiments/E-999999')
  await expect(page.getByRole('alert')).toBeVisible()
  await axe()
})
