import { expect, open, test } from './fixtures'
import { call, expectNarrow, inBothSchemes, texts } from './registry'
import { approve, openReview, proposed, review } from './reviewing'

test('the lists part what waits for me from what waits for others', async ({ page, me: _, admin }, info) => {
  const t = texts(info, 'reviews', 'proposal')
  await review(page, admin, 'partners')
  const { title, experiment } = await proposed(admin, { binds_others: 'yes', destroys: 'yes' })
  const link = page.getByRole('link', { name: new RegExp(title) })
  const list = (tab: string) => page.getByRole('link', { name: new RegExp(`^${t(`reviews.list.${tab}`)}`) })
  await open(page, '/reviews?gate=destroys')
  await expect(link).toBeVisible()
  await list('others').click()
  await expect(list('others')).toHaveAttribute('aria-current', 'page')
  await expect(link).toHaveCount(0)
  const { id } = await openReview(page.request, experiment)
  await call(page.request, 'post', `/reviews/${id}/decisions`, {
    revision: 1,
    gates: ['binds_others'],
    verdict: 'approve',
  })
  await page.reload()
  await expect(link).toBeVisible()
  await list('routes').click()
  await expect(link).toBeVisible()
  await list('mine').click()
  await expect(link).toHaveCount(0)
})

test('a review is read and answered by keys', async ({ page, me: _, admin }, info) => {
  const t = texts(info, 'reviews', 'proposal')
  await review(page, admin, 'people')
  await proposed(admin, { colleagues: 'yes' })
  await open(page, '/reviews?gate=colleagues')
  await expect(page.getByRole('radio', { name: t('reviews.approve') })).toBeVisible()
  await page.keyboard.press('a')
  await expect(page.getByRole('radio', { name: t('reviews.approve') })).toBeChecked()
  await page.keyboard.press('d')
  await expect(page.getByRole('radio', { name: t('reviews.decline') })).toBeChecked()
  await expect(page.locator('[name=reason]')).toBeFocused()
  await page.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press('r')
  const reason = page.locator('[name=reason]')
  await expect(reason).toBeFocused()
  // What is typed at once is words, none of the keys.
  await page.keyboard.type('A cap, please')
  await expect(reason).toHaveValue('A cap, please')
  await expect(page.getByRole('radio', { name: t('reviews.change') })).toBeChecked()
  await page.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press('?')
  const help = page.getByRole('dialog')
  for (const key of ['next', 'previous', 'send'] as const)
    await expect(help.getByText(t(`reviews.key.${key}`))).toBeVisible()
})

test('what became of doors like this one, and of what I decided', async ({ page, me: _, admin, axe }, info) => {
  const t = texts(info, 'reviews', 'proposal')
  await review(page, admin, 'safety')
  const { experiment, marek, title } = await proposed(admin, { health_or_safety: 'yes' })
  await approve(page.request, experiment)
  await call(marek.request, 'post', `/experiments/${experiment.id}/start`)
  await call(marek.request, 'post', `/experiments/${experiment.id}/conclusion`, {
    outcome: 'did_not_work',
    reversible_as_said: 'no',
    undone: { needed: true, hours: 30, cost: 900, left_overs: 'A ramp that nobody wants' },
  })
  const next = await proposed(admin, { health_or_safety: 'yes' })
  await open(page, `/reviews/${(await openReview(page.request, next.experiment)).id}`)
  const past = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: title }) })
  await expect(past.getByText(t('reviews.reversible.no'))).toBeVisible()
  await expect(past.getByText('A ramp that nobody wants')).toBeVisible()
  await inBothSchemes(page, axe, info)

  await page.getByRole('link', { name: t('reviews.list.decided') }).click()
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
  await expect(page.getByText(t('reviews.own.approve', { gate: t('proposal.gate.health_or_safety') }))).toBeVisible()
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
})

test('a reviewer offers what opens the door, and sees the door while writing', async ({
  page,
  me: _,
  admin,
  axe,
}, info) => {
  const t = texts(info, 'reviews', 'offers', 'doors')
  await review(page, admin, 'lead')
  const { experiment, marek } = await proposed(admin, { customers_exposed: 900 })
  await open(page, `/reviews/${(await openReview(page.request, experiment)).id}`)
  await expect(page.getByRole('radio', { name: t('offers.make') })).toBeVisible()
  await page.keyboard.press('o')
  await expect(page.getByText(t('doors.check.two_way'))).toBeVisible()
  const customers = page.locator('[name="changes.answers.customers_exposed"]')
  await customers.fill('300')
  await expect(page.getByText(t('doors.check.two_way'))).toHaveCount(0)
  await page.keyboard.press('Control+Enter')
  const message = page.locator('[name=message]')
  await expect(message).toBeFocused()
  await customers.fill('120')
  await message.fill('A hundred and twenty tell you enough.')
  await expect(page.getByText(t('doors.check.two_way'))).toBeVisible()
  await inBothSchemes(page, axe, info)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(t('offers.waitsForTeam'))).toBeVisible()
  await expect(page.getByRole('button', { name: t('offers.withdraw') })).toBeVisible()
  const { items } = await call<{ items: { experiment: { id: string } }[] }>(marek.request, 'get', '/reviews?turn=mine')
  expect(items.map((one) => one.experiment.id)).toEqual([experiment.id])
})
