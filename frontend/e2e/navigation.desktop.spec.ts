import { expect, open, test } from './fixtures'
import { proposed, review } from './reviewing'

test('who goes on the moment a page is seen begins at the heading of the next', async ({ page, me: _ }) => {
  await page.addInitScript(() => {
    const press = (key: string) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    new MutationObserver((_, watch) => {
      if (!document.querySelector('main h1')) return
      watch.disconnect()
      press('g')
      press('s')
    }).observe(document, { childList: true, subtree: true })
  })
  await page.goto('/')
  await expect(page).toHaveURL('/settings')
  await expect(page.locator('main h1')).toBeFocused()
})

test('reading begins at the review that opens by itself', async ({ page, me: _, admin }) => {
  await review(page, admin, 'people')
  await proposed(admin, { colleagues: 'yes' })
  await open(page, '/')
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await expect(page).toHaveURL(/\/reviews\/./)
  await expect(page.locator('h1')).toBeFocused()
})
