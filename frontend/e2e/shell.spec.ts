import { expect, open, test } from './fixtures'
import { expectNarrow } from './registry'

test.beforeEach(({ me: _ }) => {})

test('every part of the shell is accessible', async ({ page, axe }) => {
  await open(page, '/')
  await axe()
  await page.getByRole('button', { name: /Lucía Vega/ }).click()
  await expect(page.getByText(/@example.com/)).toBeVisible()
  await axe()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused()
  await axe()
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await axe()
})

test('the language changes without a reload and is remembered', { tag: '@phone' }, async ({ page }) => {
  await open(page, '/')
  await page.evaluate(() => Object.assign(globalThis, { same: true }))
  await page.locator('header select').selectOption('es')
  await expect(page.locator('h1')).toHaveText('Inicio')
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
  await expect(page).toHaveTitle('Inicio · Ajar')
  expect(await page.evaluate(() => 'same' in globalThis)).toBe(true)
  await page.reload()
  await expect(page.locator('h1')).toHaveText('Inicio')
})

test('the colours turn over and turn back to the device’s', async ({ page, colorScheme }) => {
  await open(page, '/')
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const before = await ground()
  await page.getByRole('button', { name: /Switch to dark|Włącz jasny/ }).click()
  await expect.poll(ground).not.toBe(before)
  await page.reload()
  await expect(page.locator('h1')).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme === 'dark' ? 'light' : 'dark')
  await page.getByRole('button', { name: /Switch to light|Włącz ciemny/ }).click()
  await expect(page.locator('html')).not.toHaveAttribute('data-theme')
})

test('keys lead everywhere, and single letters can be switched off', { tag: '@desktop' }, async ({ page }) => {
  await open(page, '/nowhere')
  await page.keyboard.press('g')
  await page.keyboard.press('h')
  await expect(page).toHaveURL('/')
  await expect(page.locator('h1')).toBeFocused()

  await page.keyboard.press('?')
  await page.getByRole('checkbox').uncheck()
  await page.keyboard.press('Escape')
  await page.keyboard.press('n')
  await page.keyboard.press('g')
  await page.keyboard.press('h')
  await expect(page).toHaveURL('/')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused()
})

test('the palette finds pages by their name', { tag: '@desktop' }, async ({ page }) => {
  await open(page, '/nowhere')
  await page.keyboard.press('/')
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused()
  await page.keyboard.type('o')
  await page.getByRole('dialog').getByRole('option').last().click()
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('an unknown address says so and leads home', { tag: '@phone' }, async ({ page, axe }) => {
  await open(page, '/nowhere')
  await axe()
  await page.locator('main').getByRole('link').click()
  await expect(page).toHaveURL('/')
})

test('the skip link leads to the page', { tag: '@desktop' }, async ({ page }) => {
  await open(page, '/')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.locator('main')).toBeFocused()
})

test('being offline is said', { tag: '@phone' }, async ({ page, context }) => {
  await open(page, '/')
  await context.setOffline(true)
  await expect(page.getByText(/You are offline|Brak połączenia/)).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByText(/You are offline|Brak połączenia/)).toBeHidden()
})

test('nothing is wider than 320 pixels', { tag: '@phone' }, async ({ page }) => {
  await open(page, '/')
  await expectNarrow(page)
})
