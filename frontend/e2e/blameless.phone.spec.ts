import type { Locator } from '@playwright/test'
import { expect, open, test } from './fixtures'
import { call, type Experiment, expectNarrow, inBothSchemes, register, somebody, texts } from './registry'

test('words that blame bring up a better question, and a name becomes a role', async ({
  page,
  me,
  admin,
  axe,
}, info) => {
  const t = texts(info, 'lessons', 'blame')
  await somebody(admin, 'Gwendoline Okafor')
  const experiment = await register(page.request, me.team.id, 'Greet by name', { language: 'en' })
  await call<Experiment>(page.request, 'post', `/experiments/${experiment.id}/conclusion`, { outcome: 'did_not_work' })
  await open(page, `/experiments/${experiment.key}/lesson`)

  const happened = page.locator('[name="happened"]')
  await happened.fill('All went well. Gwendoline forgot the list. The printer forgot its settings.')
  const questions = page.getByRole('list', { name: t('blame.title') })
  const replace = questions.getByRole('button', { name: t('blame.replace', { role: 'A colleague' }) })
  await expect(replace).toBeVisible()
  await expect(page.locator('mark', { hasText: 'Gwendoline' })).toBeAttached()
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)

  await replace.click()
  await expect(happened).toHaveValue('All went well. A colleague forgot the list. The printer forgot its settings.')
  await expect(happened).toBeFocused()
  await questions
    .getByRole('button', { name: t('blame.leave') })
    .first()
    .click()
  await expect(page.locator('mark')).toHaveCount(0)

  await page.locator('[name="surprise"]').fill('The agents should have asked.')
  await page.locator('[name="conditions.0.text"]').fill('The night crew was careless.')
  await page.getByRole('radio', { name: t('lessons.kind.tools') }).check()
  await expect(questions).toHaveCount(2)
  await expect(page.getByText(t('ui.saving.saved'))).toBeVisible()
})

/** How far each mark of a field lies from where its words begin, in pixels: what stands before them is measured anew. */
const astray = (field: Locator) =>
  field.evaluate((field: HTMLInputElement | HTMLTextAreaElement) => {
    const pen = document.createElement('canvas').getContext('2d')
    const { font, paddingLeft, borderLeftWidth } = getComputedStyle(field)
    const left =
      field.getBoundingClientRect().left + Number.parseFloat(borderLeftWidth) + Number.parseFloat(paddingLeft)
    if (!pen) throw new Error('no canvas')
    pen.font = font
    return [...(field.previousElementSibling?.querySelectorAll('mark') ?? [])].map((mark) => {
      const before = document.createRange()
      before.setStart(mark.parentElement as Node, 0)
      before.setEndBefore(mark)
      const words = pen.measureText(before.toString()).width - field.scrollLeft
      return Math.round(mark.getBoundingClientRect().left - left - words)
    })
  })

test('words are marked where they stand, also where a line is longer than its field', async ({ page, me }, info) => {
  const experiment = await register(page.request, me.team.id, 'Greet by name', { language: 'en' })
  await call<Experiment>(page.request, 'post', `/experiments/${experiment.id}/conclusion`, { outcome: 'did_not_work' })
  await open(page, `/experiments/${experiment.key}/lesson`)
  const words = 'Tom was lazy, and it was his fault.'
  const when = page.getByLabel(texts(info, 'lessons')('lessons.when'), { exact: true })
  await page.locator('[name="happened"]').fill(words)
  await when.fill(`the queue is long and the coffee is cold, and nobody rings. ${words}`)
  const marks = page.locator('mark')
  await expect(page.getByRole('list', { name: texts(info, 'blame')('blame.title') })).toHaveCount(2)
  await expect(marks.first()).toBeAttached()
  for (const field of [page.locator('[name="happened"]'), when]) {
    await expect.poll(() => astray(field)).not.toEqual([])
    await expect.poll(async () => Math.max(...(await astray(field)).map(Math.abs))).toBeLessThanOrEqual(1)
  }
})
