import type { APIRequestContext, Page } from '@playwright/test'
import type { components } from '../src/lib/api/schema'
import { expect, type Member, open, test } from './fixtures'
import { call, expectNarrow, inBothSchemes, register, texts } from './registry'

const day = 86_400_000
const field = (page: Page, name: string) => page.locator(`[name="${name}"]`)

async function ended(request: APIRequestContext, me: Member, outcome: string) {
  const experiment = await register(request, me.team.id, `Greet by name ${crypto.randomUUID()}`, {})
  await call(request, 'post', `/experiments/${experiment.id}/conclusion`, { outcome })
  return experiment
}

test('what worked is invited as a story, and read among the good stories', async ({ page, me, axe }, info) => {
  const t = texts(info, 'lessons', 'experiments')
  const experiment = await ended(page.request, me, 'worked')
  const headline = `Cake for the lost dog ${crypto.randomUUID()}`
  await open(page, `/experiments/${experiment.key}?tab=lesson`)
  await expect(page.getByText(t('experiments.storyNone'))).toBeVisible()
  await page.getByRole('link', { name: t('experiments.do.story') }).click()
  await expect(page.getByText(t('lessons.storyLead'))).toBeVisible()
  await field(page, 'happened').fill('A child had lost her dog.')
  await page.getByLabel(t('lessons.storySurpriseLabel')).fill('We sent the dog a cake.')
  await field(page, 'conditions.0.text').fill('We may spend 20 € without asking.')
  await page.getByRole('radio', { name: t('lessons.kind.rules') }).check()
  await page.getByRole('button', { name: t('lessons.headlineFree') }).click()
  await field(page, 'headline').fill(headline)
  await page.getByRole('button', { name: t('lessons.publish'), exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(headline)

  await open(page, '/lessons')
  await page.getByRole('link', { name: t('lessons.tab.worked') }).click()
  await expect(page).toHaveURL('/lessons?outcome=worked')
  await expect(page.getByText(t('lessons.stories'))).toBeVisible()
  await expect(page.getByRole('link', { name: headline })).toBeVisible()
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
})

test('a lesson that is due for another look is still true', async ({ page, me }, info) => {
  const t = texts(info, 'lessons')
  const experiment = await ended(page.request, me, 'did_not_work')
  const path = `/experiments/${experiment.id}/lesson`
  const content = {
    headline: 'Names make queues shorter',
    happened: 'The queue moved faster.',
    surprise: 'Children answered first.',
    conditions: [{ kind: 'tools', text: 'The screen showed the name.' }],
  }
  await call(page.request, 'put', path, content, { 'If-Match': '*' })

  await open(page, `/experiments/${experiment.key}/lesson`)
  await page.locator('summary', { hasText: t('lessons.moreNext') }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: new RegExp(t('lessons.inAYear')) }).focus()
  await page.keyboard.press('Enter')
  await expect(field(page, 'review_by')).toBeFocused()
  await expect(field(page, 'review_by')).not.toHaveValue('')
  await field(page, 'review_by').fill(new Date(Date.now() + 2 * day).toISOString().slice(0, 10))
  await expect(page.getByText(t('ui.saving.saved'))).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page).toHaveURL(/\/lessons\/[0-9a-f-]{36}$/)

  await page.clock.setFixedTime(Date.now() + 40 * day)
  await page.reload()
  await expect(page.locator('footer')).toContainText(t('lessons.dueForALook'))
  await expectNarrow(page)
  await page.getByRole('button', { name: t('lessons.stillTrue') }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText(t('lessons.saidStillTrue'))).toBeVisible()
  await expect(page.locator('footer')).not.toContainText(t('lessons.dueForALook'))
  await expect(page.getByText(t('lessons.askStillTrue'))).toBeHidden()
  const { review_in: month = '' } = await call<components['schemas']['LessonRead']>(
    page.request,
    'get',
    `/lessons/${new URL(page.url()).pathname.split('/').at(-1)}`,
  )
  expect(month > new Date(Date.now() + 300 * day).toISOString().slice(0, 7)).toBe(true)
})
