import { expect, open, test } from './fixtures'
import { call, register, texts } from './registry'

test('other experiments are named and taken off by the keyboard alone, and Enter publishes nothing', async ({
  page,
  me,
  axe,
}, info) => {
  const t = texts(info, 'lessons')
  const title = `Greet ${crypto.randomUUID().slice(0, 8)}`
  await register(page.request, me.team.id, title, {})
  const { id, key } = await register(page.request, me.team.id, 'Greet by name', {})
  await call(page.request, 'post', `/experiments/${id}/conclusion`, { outcome: 'did_not_work' })
  const content = {
    headline: 'Names make queues shorter',
    happened: 'The queue moved faster.',
    surprise: 'Children answered first.',
    conditions: [{ kind: 'tools', text: 'The screen showed the name.' }],
  }
  await call(page.request, 'put', `/experiments/${id}/lesson`, content, { 'If-Match': '*' })
  await open(page, `/experiments/${key}/lesson`)
  await page.locator('summary', { hasText: t('lessons.moreEvidence') }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.type(title)
  await expect(page.getByRole('button', { name: new RegExp(`${t('lessons.foundOther')}.*${title}`) })).toBeVisible()
  await page.keyboard.press('Enter')
  await axe()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const search = page.getByLabel(t('lessons.evidence'))
  await expect(search).toBeFocused()
  await expect(page.getByRole('heading', { name: t('lessons.contradicting') })).toBeVisible()

  await page.keyboard.press('Shift+Tab')
  await expect(page.getByRole('button', { name: t('lessons.removeEvidence', { title }) })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(search).toBeFocused()
  await expect(page.getByRole('heading', { name: t('lessons.contradicting') })).toBeHidden()
  await expect(page).toHaveURL(`/experiments/${key}/lesson`)
  expect(await call(page.request, 'get', `/experiments/${id}/lesson`)).toMatchObject({ edition: 0 })
})
