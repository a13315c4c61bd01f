import { expect, open, test } from './fixtures'
import { anyVersion, call, inBothSchemes, register, serve, somebody, texts } from './registry'
import { openReview, proposed, review } from './reviewing'

test('a turn is handed over, and everybody sees whose it is', async ({ page, me: _, admin, axe }, info) => {
  const t = texts(info, 'turns', 'reviews')
  await review(page, admin, 'data')
  const robin = await somebody(admin, `Robin ${crypto.randomUUID().slice(0, 8)}`)
  await serve(admin, robin.id, 'data')
  const { experiment, marek } = await proposed(admin, { destroys: 'yes' })
  const { id } = await openReview(page.request, experiment)
  await open(page, `/reviews/${id}`)
  await expect(page.getByText(t('turns.route'))).toBeVisible()
  await page.keyboard.press('h')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(t('turns.handOverTo')).selectOption({ label: robin.name })
  await dialog.getByLabel(t('turns.note')).fill('You know the archive.')
  await inBothSchemes(page, axe, info)
  await dialog.getByRole('button', { name: t('turns.handOverSend') }).click()
  await expect(page.getByText(t('turns.handedTo', { people: robin.name }))).toBeVisible()
  await expect(page.getByText('You know the archive.').first()).toBeVisible()

  const { items } = await call<{ items: { id: string }[] }>(robin.request, 'get', '/reviews?turn=mine&gate=destroys')
  expect(items.map((one) => one.id)).toContain(id)
  const seen = await call<{ gates: { handed_to?: string }[] }>(marek.request, 'get', `/reviews/${id}`)
  expect(seen.gates[0]?.handed_to).toBe(robin.name)
})

test('the team sees the same clock on its experiment and at home', async ({ page, me, admin }, info) => {
  const t = texts(info, 'turns', 'home', 'reviews', 'propose')
  const robin = await somebody(admin, 'Robin Ortega')
  await serve(admin, robin.id, 'money')
  const experiment = await register(page.request, me.team.id, 'A voucher at the till', {}, { undo_cost: 9000 })
  await open(page, `/experiments/${experiment.key}`)
  await expect(page.getByText(t('turns.route'))).toBeVisible()
  await open(page, '/')
  await expect(page.getByRole('region', { name: t('home.asked') }).getByText(t('turns.route'))).toBeVisible()
  const { id } = await openReview(page.request, experiment)
  await call(robin.request, 'post', `/reviews/${id}/decisions`, {
    revision: 1,
    gates: ['undo_cost'],
    verdict: 'request_changes',
    reason: 'How much of it comes back?',
  })
  await open(page, `/experiments/${experiment.key}`)
  await expect(page.getByText(t('turns.yours'))).toBeVisible()
  await page.getByRole('link', { name: t('turns.answer') }).click()
  await expect(page).toHaveURL(new RegExp(`/reviews/${id}`))
  await page.getByRole('link', { name: t('reviews.changePlan') }).click()
  await expect(page).toHaveURL(`/experiments/${experiment.key}/edit`)
  await expect(page.getByText(t('propose.edit.asked'))).toBeVisible()
  await expect(page.getByText('How much of it comes back?')).toBeVisible()
})

test('who is a backup hands over to somebody, not to the backups', async ({ page, own }, info) => {
  const t = texts(info, 'turns', 'reviews')
  const reviewer = async (name: string) => {
    const credentials = { email: `${name.toLowerCase()}@example.com`, password: 'front line first' }
    const roles = ['member', 'reviewer']
    const { id } = await call<{ id: string }>(own.admin, 'post', '/people', { name, roles, ...credentials })
    return { id, credentials }
  }
  const [rosa, bo] = [await reviewer('Rosa'), await reviewer('Bo')]
  const staff = { members: [rosa.id], backups: [bo.id] }
  await call(own.admin, 'put', '/routes/data', staff, anyVersion)
  const { person_id: person } = await call<{ person_id: string }>(own.admin, 'get', '/session')
  const team = await call<{ id: string }>(own.admin, 'post', '/teams', { name: 'Quay' })
  await own.admin.put(`/api/v1/teams/${team.id}/members/${person}`)
  const experiment = await register(own.admin, team.id, 'Skip the form', {}, { destroys: 'yes' })
  const { id } = await openReview(own.admin, experiment)
  const offered = async (as: typeof bo) => {
    await page.request.post(`${own.address}/api/v1/session`, { data: as.credentials })
    await open(page, `${own.address}/reviews/${id}`)
    await expect(page.getByText(t('turns.route'))).toBeVisible()
    await page.keyboard.press('h')
    return page.getByRole('dialog').getByLabel(t('turns.handOverTo')).locator('option')
  }
  await expect(await offered(rosa)).toHaveText([t('turns.backups'), 'Bo'])
  await expect(await offered(bo)).toHaveText([t('turns.handOverChoose'), 'Rosa'])
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: t('turns.handOverSend') }).click()
  await expect(dialog.getByLabel(t('turns.handOverTo'))).toBeFocused()
  await dialog.getByLabel(t('turns.handOverTo')).selectOption('Rosa')
  await dialog.getByRole('button', { name: t('turns.handOverSend') }).click()
  await expect(page.getByText(t('turns.handedTo', { people: 'Rosa' }))).toBeVisible()
})
