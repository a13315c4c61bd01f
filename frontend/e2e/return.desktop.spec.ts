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
