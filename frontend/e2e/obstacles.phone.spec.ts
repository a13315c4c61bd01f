import type { components } from '../src/lib/api/schema'
import { expect, open, test } from './fixtures'
import { call, expectNarrow, inBothSchemes, register, somebody, texts } from './registry'

type Obstacle = components['schemas']['LessonObstacle']

test('what gets in the way is posted, shared, tried and removed', async ({ page, me, admin, axe }, info) => {
  const t = texts(info, 'obstacles', 'blame', 'experiments')
  const word = `podpis ${crypto.randomUUID().slice(0, 8)}`
  await open(page, '/obstacles')
  await page
    .getByRole('link', { name: t('obstacles.add') })
    .first()
    .click()
  await page.getByRole('button', { name: t('obstacles.post') }).click()
  await expect(page.locator('[name=text]')).toBeFocused()
  await page.locator('[name=text]').fill(`Każdy zwrot czeka na trzeci ${word}. Obsługa nie dopilnowała zwrotu.`)
  await expect(page.getByRole('list', { name: t('blame.title') })).toBeVisible()
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
  const said = `Każdy zwrot czeka na trzeci ${word}`
  await page.locator('[name=text]').fill(said)
  await page.reload()
  await expect(page.locator('[name=text]')).toHaveValue(said)
  await page.getByRole('button', { name: t('obstacles.post') }).click()
  await expect(page.getByText(t('obstacles.posted'))).toBeVisible()
  await expect(page.getByRole('button', { name: t('obstacles.meToo') })).toHaveCount(0)

  const team = await call<typeof me.team>(admin, 'post', '/teams', { name: `Chat ${crypto.randomUUID().slice(0, 8)}` })
  const marek = await somebody(admin, 'Marek Nowak', team.id)
  const found = await call<{ items: Obstacle[] }>(marek.request, 'get', `/obstacles?q=${encodeURIComponent(word)}`)
  const id = found.items[0]?.id ?? ''
  const shared = await call<Obstacle>(marek.request, 'post', `/obstacles/${id}/me-too`, {})
  expect([shared.me_too, shared.state, shared.mine]).toEqual([1, 'open', false])

  await page.reload()
  await axe()
  await expectNarrow(page)
  await page.getByRole('button', { name: t('obstacles.try') }).click()
  await expect(page).toHaveURL(/\/propose\?draft=E-/)
  await expect(page.locator('[name=title]')).toHaveValue(said)
  await expect(page.getByRole('link', { name: said })).toHaveAttribute('href', `/obstacles/${id}`)

  const worked = await register(page.request, me.team.id, 'Two signatures', { obstacle_id: id })
  await call(page.request, 'post', `/experiments/${worked.id}/conclusion`, { outcome: 'worked' })
  await open(page, `/experiments/${worked.key}`)
  await page.getByRole('link', { name: t('obstacles.send.remove') }).click()
  await page.locator('[name=reason]').fill('One signature, of whoever stands at the till')
  await page.getByRole('button', { name: t('obstacles.send.remove') }).click()
  await expect(page.getByText(t('obstacles.done.remove'))).toBeVisible()
  await expect(page.getByRole('heading', { name: t('obstacles.how.removed') })).toBeVisible()
})

test('somebody said it already, and says me too', async ({ page, me: _, admin, axe }, info) => {
  const t = texts(info, 'obstacles')
  const word = `kettle ${crypto.randomUUID().slice(0, 8)}`
  await call(admin, 'post', '/obstacles', { text: `The ${word} is locked away after six` })
  const asked: string[] = []
  page.on('request', (request) => asked.push(decodeURIComponent(request.url())))
  await open(page, '/obstacles/new')
  await page.locator('[name=text]').fill(`Locked ${word}`)
  const alike = page.getByRole('region', { name: t('obstacles.alike') })
  const one = alike.getByRole('listitem').filter({ hasText: word })
  await one.getByRole('button', { name: t('obstacles.meToo') }).click()
  await expect(one.getByRole('button', { name: t('obstacles.meToo'), pressed: true })).toBeVisible()
  expect(asked.filter((address) => address.includes(word))).toEqual([])
  await page.goto(`/obstacles?q=${encodeURIComponent(word)}`)
  const card = page.getByRole('listitem').filter({ hasText: word })
  await card.getByRole('button', { name: t('obstacles.meToo') }).click()
  await expect(card.getByRole('button', { name: t('obstacles.meToo'), pressed: false })).toBeVisible()
  await page.getByRole('link', { name: t('obstacles.tab.kept') }).click()
  await expect(page.getByRole('heading', { name: t('obstacles.noMatch') })).toBeVisible()
  await axe()
  await expectNarrow(page)
})
