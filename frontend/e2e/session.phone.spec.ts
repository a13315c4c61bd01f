import { expect, open, test } from './fixtures'

test('a wrong password is said and the right one leads where one wanted to be', async ({ page, me, context, axe }) => {
  await context.clearCookies()
  await open(page, '/nowhere?tab=x')
  await axe()
  const password = page.locator('input[type=password]')
  await page.locator('input[type=email]').fill(me.email)
  await password.fill('not the password')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toBeFocused()
  await axe()
  await password.fill(me.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: new RegExp(me.name) })).toBeVisible()
  await expect(page).toHaveURL('/nowhere?tab=x')
})

test('who comes for the first time leaves no error in the browser', async ({ page }) => {
  const heard: string[] = []
  page.on('console', (message) => message.type() === 'error' && heard.push(message.text()))
  await open(page, '/lessons')
  await expect(page.locator('input[type=password]')).toBeVisible()
  expect(heard).toEqual([])
})

test('a session that ends lets the page stay as it is', async ({ page, me, context, axe }) => {
  await open(page, '/')
  await context.clearCookies()
  await page.locator('header select').selectOption('es')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await axe()
  await dialog.locator('input[type=password]').fill(me.password)
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.locator('h1')).toHaveText('Inicio')
})

test('signing out forgets what was typed', async ({ page, me }) => {
  await open(page, '/')
  await page.evaluate(() => localStorage.setItem('ajar.draft.somebody.note', '"secret"'))
  await page.getByRole('button', { name: new RegExp(me.name) }).click()
  await page.getByRole('button', { name: /Sign out|Wyloguj/ }).click()
  await expect(page.locator('input[type=password]')).toBeVisible()
  expect(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes('draft')))).toEqual([])
})

test('signing out in one tab leaves nothing on the screen of another', async ({ page, me, context }) => {
  const other = await context.newPage()
  await Promise.all([other.waitForRequest((request) => request.url().includes('/api/v1/events')), open(other, '/')])
  await open(page, '/')
  await page.getByRole('button', { name: new RegExp(me.name) }).click()
  await page.getByRole('button', { name: /Sign out|Wyloguj/ }).click()
  await expect(other.locator('input[type=email]')).toBeVisible()
  await expect(other.getByRole('button', { name: new RegExp(me.name) })).toBeHidden()
  await expect(page.locator('input[type=email]')).toBeVisible()
})

test('an invitation lets a new person in', async ({ page, admin, context, axe }, { testId }) => {
  await context.clearCookies()
  const email = `new-${testId.slice(-12)}@example.com`
  const response = await admin.post('/api/v1/people', { data: { name: 'Marek Nowak', email, roles: ['member'] } })
  const { invitation } = await response.json()
  await open(page, new URL(invitation.link).pathname)
  await axe()
  await page.locator('input[type=password]').fill('front line first')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /Marek Nowak/ })).toBeVisible()
  await expect(page).toHaveURL(/\/$/)

  await context.clearCookies()
  await open(page, new URL(invitation.link).pathname)
  await page.locator('input[type=password]').fill('front line first')
  await page.keyboard.press('Enter')
  await expect(page.locator('h1')).toHaveText('Ten link już nie działa')
  await axe()
  await page.locator('main').getByRole('link').click()
  await expect(page.locator('input[type=email]')).toBeVisible()
})
