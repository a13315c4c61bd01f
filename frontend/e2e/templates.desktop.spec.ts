import type { APIRequestContext } from '@playwright/test'
import { expect, type Member, open, test } from './fixtures'
import {
  call,
  type Experiment,
  expectNarrow,
  inBothSchemes,
  register,
  type Somebody,
  serve,
  somebody,
  texts,
} from './registry'

const promise = { public_promise: 'yes' }
const limits = { customers_exposed: 50, money_at_risk: 100, undo_cost: 0, undo_hours: 1, noticed_within: 'same_day' }

/** An experiment that brand approved, that ran, and after which nothing is left. */
async function tried(team: APIRequestContext, reviewer: Somebody, id: string, more: object) {
  const { id: experiment } = await register(team, id, 'Promise a call back', more, promise)
  const reviews = await call<{ items: { id: string }[] }>(reviewer.request, 'get', `/reviews?experiment=${experiment}`)
  const answer = { revision: 1, gates: ['public_promise'], verdict: 'approve' }
  await call(reviewer.request, 'post', `/reviews/${reviews.items[0]?.id}/decisions`, answer)
  await call(team, 'post', `/experiments/${experiment}/start`)
  const undone = { needed: true, hours: 1, cost: 0 }
  const conclusion = { outcome: 'worked', reversible_as_said: 'yes', next: 'drop', undone }
  return call<Experiment>(team, 'post', `/experiments/${experiment}/conclusion`, conclusion)
}

/** A template of the team of `me` after so many clean experiments. */
async function template(team: APIRequestContext, reviewer: Somebody, me: Member, clean: number) {
  const first = await tried(team, reviewer, me.team.id, {})
  const made = await call<{ id: string }>(team, 'post', '/templates', { experiment: first.id, name: 'Call back' })
  for (let n = 1; n < clean; n++) await tried(team, reviewer, me.team.id, { template_id: made.id })
  return made.id
}

test('a template is made of an experiment, used, renamed and retired', async ({ page, me, context, axe }, info) => {
  const t = texts(info, 'experiments', 'templates', 'propose')
  const { key } = await register(context.request, me.team.id, 'Refund at once', {})
  await open(page, `/experiments/${key}`)
  const more = page.getByRole('main').getByRole('button', { name: t('shell.more') })
  await more.click()
  await page.getByRole('button', { name: t('experiments.template.make') }).click()
  const dialog = page.getByRole('dialog')
  const name = dialog.getByLabel(t('experiments.template.name'))
  await expect(name).toHaveValue('Refund at once')
  await name.fill('')
  await page.keyboard.press('Enter')
  await expect(name).toBeFocused()
  await expect(name).toHaveAttribute('aria-invalid', 'true')
  await axe()
  await name.fill('Refund at the desk')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/templates\//)
  await expect(page.locator('h1')).toHaveText('Refund at the desk')
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)

  await page.getByRole('link', { name: t('templates.use') }).click()
  await expect(page.locator('textarea').first()).toHaveValue(/back up to 20 €/)
  await expect(page.getByText('Refund at the desk')).toBeVisible()
  await expect(page.getByText(/^(16 answers to go|Jeszcze 16 odpowiedzi)$/).filter({ visible: true })).toHaveCount(1)
  await axe()
  await page.goBack()

  await more.click()
  await page.getByRole('button', { name: t('templates.rename') }).click()
  await dialog.getByLabel(t('templates.name')).fill('Refund now')
  await page.keyboard.press('Enter')
  await expect(page.locator('h1')).toHaveText('Refund now')
  await more.click()
  await page.getByRole('button', { name: t('templates.retire') }).click()
  await dialog.getByRole('button', { name: t('templates.retire') }).click()
  await expect(page.getByText(t('templates.retiredNote'))).toBeVisible()
  await axe()
  await open(page, '/templates?retired')
  await expect(page.getByRole('link', { name: 'Refund now' }).first()).toBeVisible()
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
  await page.getByRole('link', { name: 'Refund now' }).first().click()
  await more.click()
  await page.getByRole('button', { name: t('templates.bringBack') }).click()
  await expect(page.getByText(t('templates.retiredNote'))).toHaveCount(0)
})

test('a reviewer opens a door that was earned, and withdraws it', async ({ page, me, context, admin, axe }, info) => {
  const t = texts(info, 'templates', 'proposal')
  const first = await somebody(admin, 'Ben Brand')
  const second = await somebody(admin, 'Bea Brand')
  await serve(admin, first.id, 'brand')
  await serve(admin, second.id, 'brand')
  const id = await template(context.request, first, me, 2)
  await open(page, `/templates/${id}`)
  await expect(page.getByText(t('templates.clean', { n: 2, needed: 3 }))).toBeVisible()
  await tried(context.request, first, me.team.id, { template_id: id })

  const { cookies } = await second.request.storageState()
  await context.clearCookies()
  await context.addCookies(cookies)
  await open(page, `/templates/${id}`)
  await expect(page.getByText(t('templates.clean', { n: 3, needed: 3 }))).toBeVisible()
  await page.getByRole('button', { name: t('templates.publish') }).click()
  const dialog = page.getByRole('dialog')
  const customers = dialog.getByLabel(t('templates.limit.customers_exposed'))
  await expect(customers).toHaveValue('50')
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
  await customers.fill('51')
  await dialog.getByRole('textbox', { name: t('templates.reason') }).fill('Three times nothing stayed behind.')
  await dialog.getByRole('button', { name: t('templates.publishIt') }).click()
  await expect(customers).toHaveAttribute('aria-invalid', 'true')
  await expect(customers).toBeFocused()
  await axe()
  await customers.fill('40')
  await dialog.getByRole('button', { name: t('templates.publishIt') }).click()
  await expect(page.getByText('Three times nothing stayed behind.')).toBeVisible()
  await expect(page.getByRole('button', { name: t('templates.publish') })).toHaveCount(0)
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)

  await page.getByRole('button', { name: t('templates.withdraw') }).click()
  await dialog.getByRole('textbox').fill('Too many promises at once.')
  await axe()
  await dialog.getByRole('button', { name: t('templates.withdraw') }).click()
  await expect(page.getByText('Too many promises at once.')).toBeVisible()
  await expect(page.getByRole('button', { name: t('templates.withdraw') })).toHaveCount(0)
  await first.request.dispose()
  await second.request.dispose()
})

test('who uses it reads that nobody has to approve, and what would go too far', async ({
  page,
  me,
  context,
  admin,
  axe,
}, info) => {
  const t = texts(info, 'propose', 'experiments', 'templates')
  const reviewer = await somebody(admin, 'Ben Brand')
  await serve(admin, reviewer.id, 'brand')
  const id = await template(context.request, reviewer, me, 3)
  await call(reviewer.request, 'post', `/templates/${id}/earned-doors`, {
    gate: 'public_promise',
    limits,
    reason: 'It went well.',
  })
  const more = { template_id: id }
  const running = await register(context.request, me.team.id, 'Promise a call back', more, promise)
  expect(running.status).toBe('running')
  await open(page, `/experiments/${running.key}`)
  await expect(page.getByText(/“Call back” is|„Call back” to/)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Call back' })).toBeVisible()
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)

  const far = { ...promise, customers_exposed: 150 }
  const { key } = await call<Experiment>(context.request, 'post', `/experiments`, {
    ...Object.fromEntries(
      Object.entries(running).filter(([field]) =>
        [
          'title',
          'team_id',
          'template_id',
          'language',
          'change',
          'effect',
          'way_back',
          'stop_rule',
          'ends_on',
        ].includes(field),
      ),
    ),
    answers: { ...running.answers, ...far },
  })
  await open(page, `/propose?draft=${key}`)
  if (info.project.name === 'phone') await page.locator('button[aria-haspopup=dialog]').last().click()
  const panel = info.project.name === 'phone' ? page.getByRole('dialog') : page.locator('main')
  await expect(panel.getByRole('heading', { name: t('propose.earnedNot') })).toBeVisible()
  await axe()
  await panel.getByRole('button', { name: /50/ }).first().click()
  await expect(panel.getByRole('heading', { name: t('propose.earned'), exact: true })).toBeVisible()
  await reviewer.request.dispose()
})

test('templates are found from the experiments and with the palette, and an empty list teaches', async ({
  page,
  me,
  axe,
}, info) => {
  const t = texts(info, 'templates')
  expect(me.team.id).toBeTruthy()
  await open(page, '/experiments')
  await page.getByRole('link', { name: t('shell.templates') }).click()
  await expect(page.locator('h1')).toHaveText(t('templates.title'))
  await expect(page.locator('h1')).toBeFocused()
  await axe()
  await page.goto('/')
  await expect(page.locator('h1')).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused()
  await page.keyboard.type(t('shell.templates'))
  await expect(page.getByRole('dialog').getByRole('option').first()).toHaveText(t('shell.templates'))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/templates')
})
