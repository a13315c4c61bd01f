import type { APIRequestContext } from '@playwright/test'
import type { components } from '../src/lib/api/schema'
import { expect, type Member, open, test } from './fixtures'
import { call, type Experiment, expectNarrow, inBothSchemes, register, somebody, texts } from './registry'
import { openReview, review } from './reviewing'

type Schemas = components['schemas']

const read = (request: APIRequestContext, key: string) => call<Experiment>(request, 'get', `/experiments/${key}`)

/** Another team with one person. */
async function neighbours(admin: APIRequestContext) {
  const team = await call<Schemas['Team']>(admin, 'post', '/teams', { name: `Chat ${crypto.randomUUID().slice(0, 8)}` })
  return { team, marek: await somebody(admin, 'Marek Nowak', team.id) }
}

test('anyone raises the door of what runs, and it pauses until a reviewer lowers it', async ({
  page,
  me: _,
  admin,
  axe,
}, info) => {
  const t = texts(info, 'experiments', 'doors', 'proposal', 'reviews')
  const { team, marek } = await neighbours(admin)
  const experiment = await register(marek.request, team.id, 'Refund at once', {})
  await open(page, `/experiments/${experiment.key}`)
  await page.getByRole('button', { name: t('doors.raise') }).click()
  await expect(page.getByLabel(t('doors.reason'))).toBeFocused()
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
  await page.getByRole('button', { name: t('doors.raiseSend') }).click()
  await expect(page.getByLabel(t('doors.reason'))).toBeFocused()
  await expect(page.getByRole('alert')).toContainText(t('problem.field.required'))
  await page.getByLabel(t('doors.reason')).fill('Refunds over the phone cannot be called back.')
  await page.getByLabel(t('doors.about')).selectOption('destroys')
  await page.getByLabel(t('doors.about')).focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.locator('header').getByText(t('ui.status.paused'))).toBeVisible()
  await expect(page.locator('[data-door=one_way]').getByText('Refunds over the phone')).toBeVisible()
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)

  await review(page, admin, 'data')
  const found = await openReview(page.request, experiment)
  await open(page, `/reviews/${found?.id}`)
  await expect(page.getByRole('heading', { name: 'Refunds over the phone' })).toBeVisible()
  await page.getByRole('button', { name: t('doors.lower') }).click()
  await expect(page.getByLabel(t('doors.lowerReason'))).toBeFocused()
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
  await page.getByRole('button', { name: t('doors.lowerSend') }).click()
  await expect(page.getByRole('alert')).toContainText(t('problem.field.required'))
  await page.getByLabel(t('doors.lowerReason')).fill('They are booked only the day after.')
  await page.getByRole('button', { name: t('doors.lowerSend') }).click()
  await expect(page.getByText('They are booked only the day after.').first()).toBeVisible()
  await expect(page.getByText(t('reviews.ended.approved'))).toBeVisible()
  await inBothSchemes(page, axe, info)
  const after = await read(page.request, experiment.key)
  expect([after.status, after.door]).toEqual(['paused', 'two_way'])
})

test('a plan is copied to one’s own team', async ({ page, me, admin, axe }, info) => {
  const t = texts(info, 'experiments', 'doors')
  const { team, marek } = await neighbours(admin)
  const origin = await register(marek.request, team.id, 'Refund at once', {})
  await open(page, `/experiments/${origin.key}`)
  await page
    .locator('main')
    .getByRole('button', { name: t('shell.more') })
    .click()
  await page.getByRole('button', { name: t('doors.copy') }).click()
  const title = page.getByRole('dialog').getByLabel(t('doors.name'))
  await expect(title).toHaveValue('Refund at once')
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
  await title.fill('Refund at once, in Madrid')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/propose\?draft=E-\d+/)
  const key = new URL(page.url()).searchParams.get('draft') ?? ''
  const copy = await read(page.request, key)
  expect([copy.status, copy.team_id, copy.title, copy.cloned_from]).toEqual([
    'draft',
    me.team.id,
    'Refund at once, in Madrid',
    origin.id,
  ])
  await open(page, `/experiments/${origin.key}`)
  await page.getByRole('link', { name: 'Refund at once, in Madrid' }).click()
  await expect(page).toHaveURL(`/experiments/${key}`)
  await expect(page.getByText(t('doors.link.cloned_from'))).toBeVisible()
  await axe()
})

/** Registers a one-way door of the person's own team. */
const oneWay = (request: APIRequestContext, me: Member, answers: object) =>
  register(request, me.team.id, 'A promise on the door', {}, answers)

test('a small pilot of a door that waits starts now', async ({ page, me, axe }, info) => {
  const t = texts(info, 'experiments', 'doors', 'proposal')
  const whole = await oneWay(page.request, me, { public_promise: 'yes', customers_exposed: 900 })
  await open(page, `/experiments/${whole.key}`)
  await page.getByRole('link', { name: t('doors.pilot') }).click()
  await expect(page.getByLabel(t('doors.name'))).toHaveValue(t('doors.pilotNamed', { title: whole.title }))
  await expect(page.getByRole('status').filter({ hasText: /./ }).first()).toBeVisible()
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
  await page.getByRole('radio', { name: t('proposal.answer.no'), exact: true }).check()
  await page.getByLabel(t('doors.pilotDifferent')).fill('Only at one door, on a card that we take down.')
  await expect(page.getByRole('button', { name: t('doors.pilotAsk') })).toBeVisible()
  await page.locator('main input[inputmode=decimal]').fill('40')
  await expect(page.getByText(t('doors.check.two_way'))).toBeVisible()
  await inBothSchemes(page, axe, info)
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('header').getByText(t('ui.status.running'))).toBeVisible()
  await expect(page.getByText(t('doors.link.split_from'))).toBeVisible()
  await expect(page.getByText('Only at one door')).toBeVisible()
  await page.getByRole('link', { name: whole.title, exact: true }).click()
  await expect(page.locator('header').getByText(t('ui.status.in_review'))).toBeVisible()
  await expect(page.getByText(t('doors.link.pilot'), { exact: true })).toBeVisible()
})

test('longer and more is judged before it is saved', async ({ page, me, axe }, info) => {
  const t = texts(info, 'experiments', 'doors', 'proposal')
  const running = await register(page.request, me.team.id, 'Refund at once', {})
  await open(page, `/experiments/${running.key}`)
  await page
    .locator('main')
    .getByRole('button', { name: t('shell.more') })
    .click()
  await page.getByRole('link', { name: t('doors.extend') }).click()
  await expect(page.getByText(t('doors.extendNothing'))).toBeVisible()
  await page.getByLabel(t('doors.lastDay')).fill('2099-12-31')
  await expect(page.getByText(t('doors.check.two_way'))).toBeVisible()
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
  await page.getByRole('button', { name: t('doors.extendSave'), exact: true }).click()
  await expect(page).toHaveURL(`/experiments/${running.key}`)
  expect((await read(page.request, running.key)).status).toBe('running')

  await open(page, `/experiments/${running.key}/extend`)
  await page.locator('main input[inputmode=decimal]').fill('900')
  await expect(page.getByRole('button', { name: t('doors.extendPause') })).toBeVisible()
  await inBothSchemes(page, axe, info)
  await page.getByRole('button', { name: t('doors.extendPause') }).click()
  await expect(page.locator('header').getByText(t('ui.status.paused'))).toBeVisible()
  await open(page, `/experiments/${running.key}?tab=history`)
  await expect(page.getByText(t('experiments.event.experiment.extended'))).toBeVisible()
  await expect(page.getByText(t('experiments.event.experiment.cap_raised'))).toBeVisible()
})
