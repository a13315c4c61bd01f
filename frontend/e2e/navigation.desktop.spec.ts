import { expect, open, test } from './fixtures'
import { register, texts } from './registry'
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

test('a check-in, a change and the stop of an experiment are a key away', async ({ page, me }, info) => {
  const t = texts(info, 'experiments')
  const { key } = await register(page.request, me.team.id, 'A chair for those who wait', {})
  for (const [press, place] of [
    ['c', 'check-in'],
    ['e', 'edit'],
  ] as const) {
    await open(page, `/experiments/${key}`)
    await expect(page.getByRole('button', { name: t('experiments.stop'), exact: true })).toBeVisible()
    await page.keyboard.press(press)
    await expect(page).toHaveURL(`/experiments/${key}/${place}`)
  }
  await open(page, `/experiments/${key}`)
  await expect(page.getByRole('button', { name: t('experiments.stop'), exact: true })).toBeVisible()
  await page.keyboard.press('s')
  await expect(page.getByRole('dialog', { name: t('experiments.stopNow') })).toBeVisible()
})
