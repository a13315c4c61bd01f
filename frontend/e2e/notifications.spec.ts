import { expect, open, test } from './fixtures'
import { expectNarrow, inBothSchemes, texts } from './registry'

test('the bell leads to what one was told, and nothing yet says so', async ({ page, me: _, axe }, info) => {
  const t = texts(info, 'notifications')
  await open(page, '/')
  await page.getByRole('link', { name: t('shell.notifications') }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('notifications.title'))
  await expect(page.getByRole('heading', { name: t('notifications.none') })).toBeVisible()
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
})
