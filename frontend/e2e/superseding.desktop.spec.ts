import type { APIRequestContext } from '@playwright/test'
import type { components } from '../src/lib/api/schema'
import { expect, open, test } from './fixtures'
import { anyVersion, call, expectNarrow, inBothSchemes, register, somebody, texts } from './registry'
import { deafen } from './reviewing'

type Draft = components['schemas']['LessonDraft']

async function taught(request: APIRequestContext, team: string, headline: string, more: object = {}) {
  const experiment = await register(request, team, 'Greet by name', {})
  await call(request, 'post', `/experiments/${experiment.id}/conclusion`, { outcome: 'did_not_work' })
  const path = `/experiments/${experiment.id}/lesson`
  const content = {
    headline,
    happened: 'The queue moved faster.',
    surprise: 'Children answered first.',
    conditions: [{ kind: 'tools', text: 'The screen showed the name.' }],
    ...more,
  }
  await call(request, 'put', path, content, { 'If-Match': '*' })
  const { id } = await call<Draft>(request, 'post', `${path}/publish`)
  return { id: id ?? '', experiment }
}

test('a team says what it stopped believing, and takes it back', async ({ page, me, admin, axe }, info) => {
  const t = texts(info, 'lessons')
  const word = `oak${crypto.randomUUID().slice(0, 8)}`
  const old = await taught(page.request, me.team.id, `When we greet by name at the ${word}, then queues move`)
  const newer = await taught(page.request, me.team.id, `When we smile at the ${word}, then queues move`)

  await open(page, `/lessons/${newer.id}`)
  await page.getByRole('button', { name: t('lessons.replaces') }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('searchbox').fill(word)
  await axe()
  await dialog.getByRole('button', { name: new RegExp(`greet by name at the ${word}`) }).click()
  await expect(page.getByText(t('lessons.nowSuperseded'))).toBeVisible()

  await open(page, '/lessons')
  await page.getByRole('link', { name: t('lessons.tab.stopped') }).click()
  await expect(page.getByRole('link', { name: new RegExp(`smile at the ${word}`) })).toBeVisible()
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
  await page.getByRole('link', { name: new RegExp(`greet by name at the ${word}`) }).click()
  await expect(page).toHaveURL(`/lessons/${old.id}`)
  await expect(page.getByRole('link', { name: new RegExp(`smile at the ${word}`) })).toBeVisible()
  await expect(page.locator('footer').getByText(t('lessons.sure.superseded'))).toBeVisible()
  await inBothSchemes(page, axe, info)
  await page.getByRole('button', { name: t('lessons.holds') }).click()
  await expect(page.getByText(t('lessons.nowHolds'))).toBeVisible()
  await expect(page.locator('footer').getByText(t('lessons.sure.emerging'))).toBeVisible()

  const team = await call<typeof me.team>(admin, 'post', '/teams', { name: `Chat ${word}` })
  const marek = await somebody(admin, 'Marek Nowak', team.id)
  await taught(marek.request, team.id, `The ${word} made no difference`, { contradicting: [old.experiment.id] })
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole('link', { name: t('lessons.seeOtherwise') })).toBeVisible({ timeout: 1000 })
  }).toPass()
  await expect(page.locator('#contradicting')).toContainText('Greet by name')

  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await open(page, '/lessons?belief=stopped')
  const doubted = page.getByRole('listitem').filter({ hasText: `greet by name at the ${word}` })
  await expect(doubted.getByRole('link', { name: 'Greet by name', exact: true })).toBeVisible()
  await inBothSchemes(page, axe, info)
  expect(asked).toContain('/api/v1/experiments')
  expect(asked.filter((path) => path.startsWith('/api/v1/experiments/'))).toEqual([])
})

test('two who say what supersedes a lesson at once choose whose answer stays', async ({ page, me, axe }, info) => {
  const t = texts(info, 'lessons', 'conflict')
  const word = `elm${crypto.randomUUID().slice(0, 8)}`
  const old = await taught(page.request, me.team.id, `When we greet by name at the ${word}, then queues move`)
  const [theirs, mine] = [
    await taught(page.request, me.team.id, `When we nod at the ${word}, then queues move`),
    await taught(page.request, me.team.id, `When we smile at the ${word}, then queues move`),
  ]
  await deafen(page)
  await open(page, `/lessons/${mine.id}`)
  await page.getByRole('button', { name: t('lessons.replaces') }).click()
  const choose = page.getByRole('dialog').getByRole('button', { name: new RegExp(`greet by name at the ${word}`) })
  await expect(choose).toBeVisible()
  await call(page.request, 'put', `/lessons/${old.id}/superseded-by`, { lesson_id: theirs.id }, anyVersion)
  await choose.click()
  const conflict = page.getByRole('region', { name: t('conflict.title') })
  await expect(conflict).toContainText(`nod at the ${word}`)
  await expect(conflict).toContainText(`smile at the ${word}`)
  await inBothSchemes(page, axe, info)
  await conflict.getByRole('radio', { name: t('conflict.keepMine') }).check()
  await conflict.getByRole('button', { name: t('conflict.done') }).click()
  await expect(page.locator('h1')).toBeFocused()
  await expect(page.getByText(t('lessons.nowSuperseded'))).toBeVisible()
  expect(await call(page.request, 'get', `/lessons/${old.id}`)).toMatchObject({ superseded_by: { id: mine.id } })
})
