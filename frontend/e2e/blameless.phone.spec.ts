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
