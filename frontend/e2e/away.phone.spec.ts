import { expect, open, test } from './fixtures'
import { expectNarrow, inBothSchemes, serve, somebody, texts } from './registry'
import { review } from './reviewing'

test('who is away says who stands in', async ({ page, me: _, admin, axe }, info) => {
  const t = texts(info, 'away')
  await review(page, admin, 'legal')
  const robin = await somebody(admin, `Robin ${crypto.randomUUID().slice(0, 8)}`)
  await serve(admin, robin.id, 'legal')
  await open(page, '/settings')
  await page.getByRole('button', { name: t('away.add') }).click()
  await page.getByLabel(t('away.who')).selectOption({ label: robin.name })
  await page
    .getByRole('button', { name: t('away.save') })
    .first()
    .click()
  const until = page.getByLabel(t('away.until'))
  await expect(until).toBeFocused()
  await until.fill('2099-01-05')
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
  await page
    .getByRole('button', { name: t('away.save') })
    .first()
    .click()
  await expect(page.getByRole('listitem').filter({ hasText: robin.name })).toBeVisible()
  await page
    .getByRole('button', { name: t('away.remove') })
    .first()
    .click()
  await expect(page.getByRole('listitem').filter({ hasText: robin.name })).toHaveCount(0)
})
