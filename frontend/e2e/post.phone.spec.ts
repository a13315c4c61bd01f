import type { APIRequestContext } from '@playwright/test'
import { administrator, expect, open, test } from './fixtures'
import { anyVersion, call, expectNarrow, inBothSchemes, register, texts } from './registry'

async function taught(request: APIRequestContext, team: string, headline: string) {
  const { id } = await register(request, team, 'Greet by name', {})
  await call(request, 'post', `/experiments/${id}/conclusion`, { outcome: 'worked' })
  const told = { headline, happened: 'It was faster.', surprise: 'Children answered.' }
  const conditions = [{ kind: 'tools', text: 'A screen' }]
  await call(request, 'put', `/experiments/${id}/lesson`, { ...told, conditions }, anyVersion)
  await call(request, 'post', `/experiments/${id}/lesson/publish`)
}

test('lessons come to a feed reader, until the address ends', async ({ page, me, axe, playwright }, info) => {
  const t = texts(info, 'settings', 'post')
  await open(page, '/settings')
  await expect(page.locator('main').getByText(me.email)).toBeVisible()
  await page.getByRole('button', { name: t('post.feedMake') }).click()
  const box = page.getByLabel(t('post.feedIs'))
  await expect(box).toBeFocused()
  const address = await box.inputValue()
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)

  const reader = await playwright.request.newContext()
  const feed = await reader.get(address)
  expect(feed.status()).toBe(200)
  expect(await feed.text()).toContain('<feed xmlns="http://www.w3.org/2005/Atom">')

  await page.reload()
  await expect(page.getByText(t('post.feedMade'))).toBeVisible()
  await expect(page.getByText('ajar_feed_')).toHaveCount(0)
  await page.getByRole('button', { name: t('post.feedEnd'), exact: true }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('post.feedEnd'), exact: true })
    .click()
  await expect(page.getByRole('button', { name: t('post.feedMake') })).toBeVisible()
  expect((await reader.get(address)).status()).toBe(404)
  await reader.dispose()
})

test('what comes to a feed reader is chosen, and stands in the address', async ({
  page,
  own,
  axe,
  playwright,
}, info) => {
  const t = texts(info, 'settings', 'post')
  const { person_id: person } = await call<{ person_id: string }>(own.admin, 'get', '/session')
  const headlines: Record<string, string> = { Quay: 'Signs help', Pier: 'Lamps help' }
  // Small teams are shown as their area, and one that is alone in it as the organisation.
  for (const [name, area] of Object.entries({ Dock: 'Boats', Quay: 'Boats', Pier: 'Ferries' })) {
    const team = await call<{ id: string }>(own.admin, 'post', '/teams', { name, area })
    await own.admin.put(`/api/v1/teams/${team.id}/members/${person}`)
    const headline = headlines[name]
    if (headline) await taught(own.admin, team.id, headline)
  }
  await open(page, `${own.address}/settings`)
  await page.getByRole('button', { name: t('post.feedMake') }).click()
  const box = page.getByLabel(t('post.feedIs'))
  await expect(box).toBeFocused()
  const whole = await box.inputValue()
  const team = page.getByLabel(t('post.feedOf.team'))
  await team.selectOption('Boats')
  await expect(box).toHaveValue(`${whole}&team=Boats`)
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
  const reader = await playwright.request.newContext()
  const read = async () => (await reader.get(await box.inputValue())).text()
  const some = await read()
  expect([some.includes('Signs help'), some.includes('Lamps help')]).toEqual([true, false])
  await team.selectOption({ label: t('post.feedAll.team') })
  await expect(box).toHaveValue(whole)
  expect(await read()).toContain('Lamps help')
  await reader.dispose()
})

test('where mail is not set up, it says so', async ({ page, me }, info) => {
  const t = texts(info, 'settings', 'post')
  await open(page, '/settings')
  await expect(page.locator('main').getByText(me.email)).toBeVisible()
  await expect(page.getByText(t('post.digestNone'))).toBeVisible()
  await expect(page.getByRole('button', { name: t('post.digestOn') })).toHaveCount(0)
})

test.describe('with a mail server', () => {
  test.use({
    settings: {
      AJAR_SMTP_HOST: '127.0.0.1',
      AJAR_SMTP_TLS: 'none',
      AJAR_SMTP_FROM: 'ajar@example.org',
      AJAR_BASE_URL: 'http://localhost',
    },
  })

  test('who asks for the weekly mail chooses its language, and ends it', async ({ page, own, axe }, info) => {
    const t = texts(info, 'settings', 'post')
    await open(page, `${own.address}/settings`)
    await page.getByRole('button', { name: t('post.digestOn') }).click()
    await expect(page.getByText(t('post.digestIsOn', { email: administrator.email }))).toBeVisible()
    await page
      .getByRole('radiogroup', { name: t('post.digestLanguage') })
      .getByText('Español')
      .click()
    await inBothSchemes(page, axe, info)
    await page.reload()
    const chosen = page.getByRole('radiogroup', { name: t('post.digestLanguage') })
    await expect(chosen.getByRole('radio', { name: 'Español' })).toBeChecked()
    await page.getByRole('button', { name: t('post.digestOff') }).click()
    await expect(page.getByRole('button', { name: t('post.digestOn') })).toBeVisible()

    await open(page, `${own.address}/unsubscribe?token=x`)
    await inBothSchemes(page, axe, info)
    await page.getByRole('button', { name: t('post.unsubscribeDo') }).click()
    await expect(page.getByRole('alert')).toHaveText(t('post.unsubscribeUnknown'))
  })
})

test('the library leads to the weekly mail', async ({ page, me }, info) => {
  const t = texts(info, 'lessons', 'post')
  await taught(page.request, me.team.id, 'Signs help')
  await open(page, '/lessons')
  await page.getByRole('link', { name: t('lessons.weekly') }).click()
  await expect(page.locator('main').getByText(me.email)).toBeAttached()
  await expect(page.getByRole('heading', { name: t('post.digest') })).toBeInViewport()
})
