import { expect, open, test } from './fixtures'
import { call, expectNarrow, inBothSchemes, texts } from './registry'
import { openReview, proposed, review } from './reviewing'

test('a review is discussed beside its decisions, and who is mentioned is told', async ({
  page,
  me: _,
  admin,
  axe,
}, info) => {
  const t = texts(info, 'discussion', 'reviews')
  await review(page, admin, 'brand')
  const { experiment, marek } = await proposed(admin, { public_promise: 'yes' })
  await open(page, `/reviews/${(await openReview(page.request, experiment)).id}`)
  await expect(page.getByText(t('discussion.revision', { n: 1, name: marek.name }))).toBeVisible()
  await page.keyboard.press('c')
  const say = page.getByRole('textbox', { name: t('discussion.say') })
  await expect(say).toBeFocused()
  await page.keyboard.type('Could you call them *first*, @Marek')
  await page.getByRole('button', { name: marek.name }).click()
  await expect(say).toBeFocused()
  await page.keyboard.type('?')
  await page.reload()
  await expect(say).toHaveValue(`Could you call them *first*, @${marek.name} ?`)
  await say.focus()
  await page.keyboard.press('Control+Enter')
  const entry = page.getByRole('listitem').filter({ hasText: 'Could you call them' })
  await expect(entry.locator('em')).toHaveText('first')
  await expect(entry.locator('.mention')).toHaveText(`@${marek.name}`)
  await expect(say).toHaveValue('')
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)

  await entry.getByRole('button', { name: t('discussion.edit') }).click()
  await page.getByRole('textbox', { name: t('discussion.edit') }).fill('Could you call them before noon?')
  await page.getByRole('button', { name: t('discussion.save') }).click()
  await expect(entry.getByText('before noon?')).toBeVisible()
  await entry.getByText(t('discussion.edited')).click()
  await expect(entry.locator('em')).toHaveText('first')

  const told = await call<{ items: { link: string }[] }>(marek.request, 'get', '/notifications')
  expect(told.items.some(({ link }) => link.includes('/reviews/'))).toBe(true)
})
