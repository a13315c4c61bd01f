import { administrator, expect, open, test } from './fixtures'

test('an administrator reads what happened, and checks that it is whole', async ({ page, context, admin, axe }, {
  testId,
  retry,
}) => {
  const moment = `At the till ${testId.slice(-12)}${retry}`
  const made = await admin.post('/api/v1/moments', { data: { name: moment } })
  expect(made.status()).toBe(201)
  const { name, email, password } = administrator
  expect((await context.request.post('/api/v1/session', { data: { email, password } })).status()).toBe(200)
  await open(page, '/settings/audit')
  const log = page.getByRole('list', { name: 'What happened' })
  await page.getByLabel('What kind').selectOption('Moment of truth: A moment was added')
  await expect(page).toHaveURL(/kind=moment\.created/)
  await expect(log.getByRole('link', { name: moment })).toBeVisible()
  await expect(log.getByText(name).first()).toBeVisible()

  const noted = page.getByLabel('A seal you noted earlier')
  const check = page.getByRole('button', { name: 'Check now' })
  await check.click()
  await expect(page.getByText(/It is whole: [\d,]+ events checked/)).toBeVisible()
  const seal = await page.getByLabel('The newest seal').inputValue()
  await axe()

  await noted.fill(seal)
  const verified = page.waitForResponse(`**/api/v1/audit/verify?*${encodeURIComponent(seal)}*`)
  await check.click()
  expect((await verified).ok()).toBe(true)
  await expect(page.getByText(/It is whole/)).toBeVisible()
  await noted.fill('12')
  await expect(page.getByText('This is no seal', { exact: false })).toBeVisible()
  await noted.fill(`1:${'0'.repeat(64)}`)
  await check.click()
  await expect(page.getByText('The seal you noted at place 1 is not here', { exact: false })).toBeVisible()
})
