import type { APIRequestContext } from '@playwright/test'
import type { components } from '../src/lib/api/schema'
import { expect, open, test } from './fixtures'
import { call, inBothSchemes, register, somebody, texts } from './registry'

type Schemas = components['schemas']

/** A lesson that another team published, and somebody of that team. */
async function othersLesson(admin: APIRequestContext, name: string) {
  const team = await call<Schemas['Team']>(admin, 'post', '/teams', { name })
  const other = await somebody(admin, 'Olga Other', team.id)
  const experiment = await register(other.request, team.id, 'Greet by name', {})
  await call(other.request, 'post', `/experiments/${experiment.id}/conclusion`, { outcome: 'worked' })
  const content = {
    headline: 'When we greet by name, children answer',
    happened: 'Children answered first.',
    surprise: 'So did dogs.',
    conditions: [{ kind: 'tools', text: 'The screen showed the name.' }],
  }
  await call(other.request, 'put', `/experiments/${experiment.id}/lesson`, content, { 'If-Match': '*' })
  const { id = '' } = await call<Schemas['LessonDraft']>(
    other.request,
    'post',
    `/experiments/${experiment.id}/lesson/publish`,
  )
  return { team, other, experiment, lesson: id }
}

test('a lesson that helped says so, and its team reads what came of it', async ({ page, me, admin, axe }, info) => {
  const t = texts(info, 'lessons', 'experiments')
  const { other, lesson, experiment } = await othersLesson(admin, `Greeters ${info.testId}`)
  await register(page.request, me.team.id, 'Greet in the lift', { builds_on: [lesson] })
  const counted = page.waitForResponse(`**/lessons/${lesson}/read`)
  await open(page, `/lessons/${lesson}`)
  expect((await counted).status()).toBe(204)
  await expect(page.getByText('used in 1 proposal')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Greet in the lift' })).toBeVisible()
  const helped = page.getByRole('button', { name: t('lessons.helped') })
  await helped.click()
  await expect(helped).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByText('helped 1 team · used in 1 proposal')).toBeVisible()
  await inBothSchemes(page, axe, info)

  const read = await call<Schemas['LessonReturn']>(other.request, 'get', `/lessons/${lesson}/return`)
  expect(read).toMatchObject({ readers: 1, helped_teams: 1, used_in: 1, mine: true })
  await helped.click()
  await expect(helped).toHaveAttribute('aria-pressed', 'false')

  await page.goto(`/experiments/${experiment.key}`)
  await expect(page.getByRole('heading', { name: t('experiments.builtOnBy') })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Greet in the lift' })).toBeVisible()
})

test('thanks go from team to team', async ({ page, me, admin, axe }, info) => {
  const t = texts(info, 'thanks')
  const { lesson } = await othersLesson(admin, `Thanked ${info.testId}`)
  await open(page, `/lessons/${lesson}`)
  await page.getByRole('button', { name: t('thanks.give') }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: t('thanks.send') }).click()
  await expect(dialog.getByRole('alert').first()).toBeVisible()
  await inBothSchemes(page, axe, info)
  const words = `Our guests smile since ${info.testId}`
  await dialog.getByLabel(t('thanks.text')).fill(words)
  await dialog.getByRole('button', { name: t('thanks.send') }).click()
  await expect(dialog).toHaveCount(0)
  await page.goto('/thanks?mine=true')
  await expect(page.getByText(words)).toBeVisible()
  await page.goto(`/thanks?team=${me.team.id}`)
  await expect(page.getByRole('link', { name: me.team.name })).toBeVisible()
  await expect(page.getByText(words)).toBeVisible()
  await inBothSchemes(page, axe, info)
  await page.getByRole('button', { name: t('thanks.takeBack') }).click()
  await expect(page.getByText(t('thanks.none'))).toBeVisible()
  expect(me.team.members.length).toBeLessThan(4)
})

test('the day begins with what our lessons did', async ({ page, me, admin, axe }, info) => {
  const t = texts(info, 'thanks')
  const { other } = await othersLesson(admin, `Grateful ${info.testId}`)
  const own = await register(page.request, me.team.id, 'Greet by name', {})
  await call(page.request, 'post', `/experiments/${own.id}/conclusion`, { outcome: 'worked' })
  const content = {
    headline: 'When we greet, children answer',
    happened: 'Children answered first.',
    surprise: 'So did dogs.',
    conditions: [{ kind: 'tools', text: 'The screen showed the name.' }],
  }
  await call(page.request, 'put', `/experiments/${own.id}/lesson`, content, { 'If-Match': '*' })
  const { id } = await call<Schemas['LessonDraft']>(page.request, 'post', `/experiments/${own.id}/lesson/publish`)
  await call(other.request, 'post', `/lessons/${id}/helped`)
  await call(other.request, 'post', '/thanks', { lesson_id: id, text: 'Even the dogs smile.' })
  await open(page, '/')
  const card = page.getByRole('region', { name: t('thanks.lately') })
  await expect(card.getByText('helped 1 team')).toBeVisible()
  await expect(card.getByText('Even the dogs smile.')).toBeVisible()
  await inBothSchemes(page, axe, info)
  await card.getByRole('link', { name: t('thanks.allThanks') }).click()
  await page.getByRole('button', { name: t('thanks.remove') }).click()
  await expect(page.getByText(t('thanks.none'))).toBeVisible()
  await page.goBack()
  await expect(card.getByText('helped 1 team')).toBeVisible()
  await expect(card.getByText('Even the dogs smile.')).toHaveCount(0)
})
