import type { Locator } from '@playwright/test'
import { expect, open, test } from './fixtures'
import { anyVersion, call, expectNarrow, inBothSchemes, register, serve, somebody, texts } from './registry'

/** The day of the organisation as the API takes it. */
const today = () => new Date().toISOString().slice(0, 10)

test('a check-in takes three answers, and is listed', async ({ page, me, context, axe }, info) => {
  const t = texts(info, 'checkins', 'proposal')
  const { key } = await register(context.request, me.team.id, 'Refund at once', {})
  await open(page, `/experiments/${key}`)
  await page.getByRole('link', { name: t('checkins.do'), exact: true }).click()
  await expect(page).toHaveURL(`/experiments/${key}/check-in`)
  await expect(page.locator('h1')).toHaveText(t('checkins.title'))
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)

  const send = page.getByRole('button', { name: t('checkins.send'), exact: true })
  await send.click()
  await expect(page.getByRole('alert')).toBeVisible()
  const reached = page.locator('input[inputmode=numeric]').first()
  await expect(reached).toBeFocused()
  await axe()

  await reached.fill('12')
  await page.reload()
  await expect(reached).toHaveValue('12')
  await page.locator('label', { has: page.locator('input[value=no]') }).click()
  await send.click()
  await expect(page).toHaveURL(`/experiments/${key}?tab=check-ins`)
  await expect(page.locator('main ol li')).toHaveCount(1)
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
  await page.getByRole('link', { name: t('checkins.do'), exact: true }).click()
  await expect(reached).toHaveValue('')
})

test('a check-in says more where there is more, by keys alone', async ({ page, me, context, axe }, info) => {
  const t = texts(info, 'checkins', 'proposal')
  const { key } = await register(context.request, me.team.id, 'Refund at once', {})
  await open(page, `/experiments/${key}/check-in`)
  await page.locator('input[inputmode=numeric]').first().focus()
  await page.keyboard.type('7')
  await page.keyboard.press('Tab')
  await expect(page.locator('input[value=count]')).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.type('30')
  await page.keyboard.press('Tab')
  await page.keyboard.type('2')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await expect(page.locator('input[value=no]')).toBeChecked()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByLabel(t('checkins.quotes')).fill('Quick, for once.')
  await axe()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Quick, for once.')).toBeVisible()
  await expect(page.getByText(t('checkins.hitsOf', { hits: 2, n: 30 }))).toBeVisible()
  await axe()
})

test('the usual check-in is three fields and six taps', async ({ page, me, context }, info) => {
  const t = texts(info, 'checkins')
  const { key } = await register(context.request, me.team.id, 'Refund at once', {})
  await open(page, `/experiments/${key}`)
  const taps: string[] = []
  const tap = async (name: string, at: Locator) => {
    taps.push(name)
    await at.tap()
  }
  const field = (name: string) => page.locator(`input[name="${name}"]`)
  const fields = { customers_reached: '30', 'signal.n': '30', 'signal.hits': '2' }
  await tap('check in', page.getByRole('link', { name: t('checkins.do'), exact: true }))
  for (const [name, typed] of Object.entries(fields)) {
    await tap(name, field(name))
    await page.keyboard.type(typed)
  }
  await tap('no', page.locator('label', { has: page.locator('input[value=no]') }))
  await tap('send', page.getByRole('button', { name: t('checkins.send'), exact: true }))
  await expect(page.getByText(t('checkins.hitsOf', { hits: 2, n: 30 }))).toBeVisible()
  expect(Object.keys(fields)).toHaveLength(3)
  expect(taps).toHaveLength(6)
})

test('a signal is a count, an average or a number, and what cannot be is said at its field', async ({
  page,
  me,
  context,
  axe,
}, info) => {
  const t = texts(info, 'checkins', 'proposal')
  const { key } = await register(context.request, me.team.id, 'Refund at once', {})
  await open(page, `/experiments/${key}/check-in`)
  const field = (name: string) => page.locator(`input[name="${name}"]`)
  const kind = (name: string) => page.locator('label', { has: page.locator(`input[value=${name}]`) }).click()
  const send = page.getByRole('button', { name: t('checkins.send'), exact: true })
  await field('customers_reached').fill('12')
  await page.locator('label', { has: page.locator('input[value=no]') }).click()
  await field('signal.n').fill('3')
  await field('signal.hits').fill('4')
  await send.click()
  await expect(field('signal.hits')).toBeFocused()
  await expect(field('signal.hits')).toHaveAccessibleDescription(t('problem.field.too_many'))
  await kind('mean')
  await field('signal.n').fill('')
  await field('signal.sd').fill('2')
  await send.click()
  await expect(field('signal.value')).toHaveAccessibleDescription(t('problem.field.required'))
  await expect(field('signal.n')).toHaveAccessibleDescription(t('problem.field.required'))
  await axe()
  await field('signal.value').fill('9')
  await field('signal.n').fill('12')
  await send.click()
  await expect(page.getByRole('region', { name: t('readout.title') })).toBeVisible()

  await page.getByRole('link', { name: t('checkins.do'), exact: true }).click()
  await expect(page.locator('input[value=mean]')).toBeChecked()
  await kind('value')
  await field('customers_reached').fill('5')
  await field('signal.value').fill('11')
  await page.locator('label', { has: page.locator('input[value=no]') }).click()
  await send.click()
  await expect(page.locator('main ol li')).toHaveCount(2)
})

test('what should stop it pauses it at once', async ({ page, me, context, axe }, info) => {
  const t = texts(info, 'checkins', 'experiments', 'home')
  const { key } = await register(context.request, me.team.id, 'Refund at once', {})
  await open(page, `/experiments/${key}/check-in`)
  await page.locator('input[inputmode=numeric]').first().fill('3')
  await page.locator('label', { has: page.locator('input[value=yes]') }).click()
  await page.getByRole('button', { name: t('checkins.send'), exact: true }).click()
  await expect(page.locator('header').getByText(t('ui.status.paused'))).toBeVisible()
  await expect(page.getByText(t('checkins.next.stopRule'))).toBeVisible()
  await expect(page.getByText(t('checkins.tripped'))).toBeVisible()
  await axe()
  await open(page, `/experiments/${key}?tab=history`)
  await expect(
    page.getByText(t('experiments.pausedBecause', { because: t('checkins.because.stop_rule') }), { exact: true }),
  ).toBeVisible()
  await open(page, '/')
  await expect(page.getByText(t('home.why.tripped'))).toBeVisible()
})

test('more customers than declared: stop, declare more, or conclude', async ({ page, me, context, axe }, info) => {
  const t = texts(info, 'checkins', 'experiments')
  const { key } = await register(context.request, me.team.id, 'Refund at once', {})
  await call(context.request, 'post', `/experiments/${key}/check-ins`, {
    on: today(),
    customers_reached: 60,
    stop_rule_tripped: false,
  })
  await open(page, `/experiments/${key}`)
  await expect(page.getByText(t('checkins.next.drift'))).toBeVisible()
  await expect(page.getByText(t('checkins.drift.customers_exposed', { declared: 50, actual: 60 }))).toBeVisible()
  await expect(page.getByRole('link', { name: t('experiments.do.conclude') })).toBeVisible()
  await expect(page.getByRole('button', { name: t('experiments.stop'), exact: true })).toBeVisible()
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)

  await page.getByRole('link', { name: t('checkins.declareMore') }).click()
  await expect(page).toHaveURL(`/experiments/${key}/extend`)
  await call(context.request, 'patch', `/experiments/${key}`, { answers: { customers_exposed: 100 } }, anyVersion)
  await open(page, `/experiments/${key}`)
  await page.getByRole('button', { name: t('experiments.do.resume'), exact: true }).click()
  await expect(page.getByText(t('checkins.next.drift'))).toHaveCount(0)
  await expect(page.getByRole('link', { name: t('checkins.do'), exact: true })).toBeVisible()
})

test('trying the undo replaces the guess, and the reviewers see it', async ({
  page,
  me,
  context,
  admin,
  axe,
}, info) => {
  const t = texts(info, 'checkins', 'experiments', 'proposal', 'reviews')
  const promise = { public_promise: 'yes' }
  const experiment = await register(context.request, me.team.id, 'A promise on the door', {}, promise)
  await open(page, `/experiments/${experiment.key}`)
  await page.getByRole('button', { name: t('checkins.undo.say') }).click()
  await axe()
  const dialog = page.getByRole('dialog')
  const send = dialog.getByRole('button', { name: t('checkins.undo.send') })
  await send.click()
  await expect(dialog.getByText(t('problem.field.required')).first()).toBeVisible()
  await axe()
  await dialog.locator('input[inputmode]').first().fill('20')
  await dialog.locator('label', { has: page.locator('input[value=minutes]') }).click()
  await dialog.locator('textarea').fill('Two phones, one of them slow.')
  await expectNarrow(page)
  await send.click()
  await expect(page.getByText(/ 20 minut/)).toBeVisible()
  await expect(page.getByText('Two phones, one of them slow.')).toBeVisible()
  await axe()
  await page.getByText(t('experiments.answers')).click()
  await expect(page.getByText(t('proposal.measured'))).toBeVisible()

  const rosa = await somebody(admin, 'Rosa Vidal')
  await serve(admin, rosa.id, 'brand')
  const { items } = await call<{ items: { id: string; state: string }[] }>(
    rosa.request,
    'get',
    `/reviews?experiment=${experiment.id}&state=open`,
  )
  await open(page, `/reviews/${items[0]?.id}`)
  await expect(page.getByRole('heading', { name: t('reviews.undoTried') })).toBeVisible()
  await expect(page.getByText(/ 20 minut/)).toBeVisible()
  await axe()
})

test('an undo that takes too long closes the door', async ({ page, me, context }, info) => {
  const t = texts(info, 'checkins')
  const { key } = await register(context.request, me.team.id, 'Refund at once', {})
  await open(page, `/experiments/${key}`)
  await page.getByRole('button', { name: t('checkins.undo.say') }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('input[inputmode]').first().fill('48')
  await dialog.locator('label', { has: page.locator('input[value=hours]') }).click()
  await dialog.getByRole('button', { name: t('checkins.undo.send') }).click()
  await expect(page.getByText(t('checkins.undo.closed'))).toBeVisible()
  await expect(page.locator('header').getByText(t('ui.status.paused'))).toBeVisible()
})

test('before the first check-in the tab says when they come', async ({ page, me, context, axe }, info) => {
  const t = texts(info, 'checkins')
  const { key } = await register(context.request, me.team.id, 'A promise on the door', {}, { public_promise: 'yes' })
  await open(page, `/experiments/${key}?tab=check-ins`)
  await expect(page.getByRole('heading', { name: t('checkins.later') })).toBeVisible()
  await axe()
})

test('readers from elsewhere see the check-ins and no form', async ({ page, me: _, admin, axe }, info) => {
  const t = texts(info, 'checkins')
  const { id: team } = await call<{ id: string }>(admin, 'post', '/teams', { name: `Elsewhere ${crypto.randomUUID()}` })
  const cora = await somebody(admin, 'Cora Field', team)
  const { key } = await register(cora.request, team, 'Tea', {})
  await call(cora.request, 'post', `/experiments/${key}/check-ins`, {
    on: today(),
    customers_reached: 7,
    quotes: ['Lovely'],
    stop_rule_tripped: false,
  })
  await open(page, `/experiments/${key}?tab=check-ins`)
  await expect(page.getByText('Lovely')).toBeVisible()
  await expect(page.getByRole('link', { name: t('checkins.do'), exact: true })).toHaveCount(0)
  await axe()
  await page.goto(`/experiments/${key}/check-in`)
  await expect(page).toHaveURL(`/experiments/${key}`)
})

test('what was counted tells what can be concluded, also as a table', async ({ page, me, context, axe }, info) => {
  const t = texts(info, 'checkins', 'proposal')
  const { key } = await register(context.request, me.team.id, 'Refund at once', {})
  await open(page, `/experiments/${key}/check-in`)
  await page.locator('input[name=customers_reached]').fill('40')
  await page.locator('label', { has: page.locator('input[value=no]') }).click()
  await page.locator('input[name="signal.n"]').fill('40')
  await page.locator('input[name="signal.hits"]').fill('30')
  await page.getByRole('button', { name: t('checkins.send'), exact: true }).click()
  const readout = page.getByRole('region', { name: t('readout.title') })
  await expect(readout).toContainText(t('readout.says.worse'))
  await expect(readout.getByRole('img')).toHaveAccessibleName(/Repeat calls/)
  await call(context.request, 'post', `/experiments/${key}/check-ins`, {
    on: today(),
    customers_reached: 1,
    stop_rule_tripped: true,
  })
  await call(context.request, 'post', `/experiments/${key}/stop`)
  await page.reload()
  const marks = readout.getByRole('list', { name: t('readout.marks') })
  await expect(marks).toContainText(t('readout.mark.tripped'))
  await readout.locator('summary').click()
  await expect(readout.getByRole('row').nth(1)).toContainText('75 %')
  await expect(readout.getByRole('row').nth(1)).toContainText(t('checkins.because.stop_rule'))
  await expect(readout.getByRole('row').nth(1)).toContainText(t('readout.mark.ended'))
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
})
