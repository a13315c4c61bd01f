import type { APIRequestContext, Browser, Page } from '@playwright/test'
import type { components } from '../src/lib/api/schema'
import { expect, open, test } from './fixtures'
import { call, serve, type Text, textsIn } from './registry'

type Schemas = components['schemas']
type Language = 'en' | 'es' | 'pl'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const desk = { viewport: { width: 1280, height: 800 } }

/** Somebody with a browser of their own, who signs in through the page, in their language. */
async function arrives(browser: Browser, admin: APIRequestContext, name: string, language: Language, device: object) {
  const credentials = { email: `${crypto.randomUUID()}@example.com`, password: 'front line first' }
  const roles = ['member', 'reviewer']
  const { id } = await call<Schemas['Person']>(admin, 'post', '/people', { name, roles, ...credentials })
  const context = await browser.newContext({ ...device, locale: language, colorScheme: 'light' })
  const page = await context.newPage()
  await open(page, '/')
  await page.locator('input[type=email]').fill(credentials.email)
  await page.locator('input[type=password]').fill(credentials.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: new RegExp(name) })).toBeVisible()
  return { id, page, t: textsIn(language, 'home', 'propose', 'proposal', 'experiments', 'reviews', 'lessons') }
}

async function joins(admin: APIRequestContext, person: string, team: string) {
  const { id } = await call<Schemas['Team']>(admin, 'post', '/teams', { name: `${team} ${crypto.randomUUID()}` })
  await call(admin, 'put', `/teams/${id}/members/${person}`)
}

const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]`)
const write = (page: Page, name: string, text: string) =>
  field(page, name).locator('input, textarea').first().fill(text)
const choose = (page: Page, name: string, at: number) => field(page, name).locator('label').nth(at).click()

async function proposes(page: Page, t: Text, title: string) {
  await page
    .getByRole('link', { name: t('shell.propose') })
    .last()
    .click()
  await write(page, 'title', title)
  await write(page, 'change', 'Quien atiende el teléfono devuelve hasta 20 € en el momento.')
  await write(page, 'effect', 'Menos segundas llamadas.')
  await choose(page, 'ends_on', 1)
  await choose(page, 'answers.customers_exposed', 1)
  await choose(page, 'answers.money_at_risk', 0)
  await choose(page, 'risks.0', 4)
  for (const at of [2, 4]) await choose(page, 'risks.1', at)
  await write(page, 'way_back', 'Volvemos a preguntar al supervisor.')
  for (const key of ['can_stop_early', 'own_hands', 'made_whole']) await choose(page, `answers.${key}`, 0)
  for (const key of ['undo_hours', 'undo_cost', 'noticed_within']) await choose(page, `answers.${key}`, 0)
  await expect(page.locator('[data-door]:visible').first()).toHaveAttribute('data-door', 'one_way')
  for (const name of ['because', 'signal.name', 'counter_signal', 'stop_rule', 'premortem'])
    await write(page, name, 'Diez clientes lo pidieron.')
  await page
    .getByRole('button', { name: t('propose.ask') })
    .last()
    .click()
  await expect(page).toHaveURL(/\/experiments\/E-\d+$/)
}

test('three people in three languages, from an idea to a lesson that is found', async ({ browser, admin }) => {
  const [lucia, robin, marek] = [
    await arrives(browser, admin, 'Lucía Vega', 'es', phone),
    await arrives(browser, admin, 'Robin Hart', 'en', desk),
    await arrives(browser, admin, 'Marek Nowak', 'pl', desk),
  ]
  await joins(admin, lucia.id, 'Atención Madrid')
  await joins(admin, marek.id, 'Salon Kraków')
  await serve(admin, robin.id, 'brand')
  const mark = crypto.randomUUID().slice(0, 8)
  const title = `Devolver hasta 20 € al momento ${mark}`

  await test.step('a team in Madrid proposes what is hard to undo', async () => {
    const { page, t } = lucia
    await page.reload()
    await proposes(page, t, title)
    await expect(page.locator('header').getByText(t('ui.status.in_review'))).toBeVisible()
  })

  await test.step('a reviewer opens the gate, in English', async () => {
    const { page, t } = robin
    await open(page, '/reviews')
    await page
      .getByRole('link', { name: new RegExp(mark) })
      .first()
      .click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
    await page.getByRole('radio', { name: t('reviews.approve') }).check()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText(t('reviews.ended.approved'))).toBeVisible()
  })

  await test.step('the team starts, and says how it ended', async () => {
    const { page, t } = lucia
    await page.reload()
    await page.getByRole('button', { name: t('experiments.do.start') }).click()
    await expect(page.locator('header').getByText(t('ui.status.running'))).toBeVisible()
    await open(page, `${new URL(page.url()).pathname}/conclude`)
    await page.locator('label', { has: page.locator('input[value=did_not_work]') }).click()
    await page.getByRole('button', { name: t('experiments.conclude.send') }).click()
    await page.getByRole('link', { name: t('experiments.do.lesson') }).click()
  })

  await test.step('and writes the lesson', async () => {
    const { page, t } = lucia
    await page.locator('[name=happened]').fill('Las llamadas bajaron de 41 a 38.')
    await page.locator('[name=surprise]').fill('Nadie sabía que el tope era diario.')
    await page.locator('[name="conditions.0.text"]').fill('La pantalla no enseñaba el tope.')
    await page.getByRole('radio', { name: t('lessons.kind.tools') }).check()
    await page.locator('[name=headline]').fill(`devolvemos al momento sin ver el tope ${mark}`)
    await page.getByLabel(t('lessons.thenLabel'), { exact: true }).fill('llaman otra vez')
    await page.getByLabel(t('lessons.because'), { exact: true }).fill('el tope es una sorpresa')
    await page.getByRole('button', { name: t('lessons.publish'), exact: true }).click()
    await expect(page).toHaveURL(/\/lessons\/[0-9a-f-]{36}$/)
    await expect(page.locator('main')).not.toContainText('Lucía')
  })

  await test.step('a team in Kraków finds it, and tries its own', async () => {
    const { page, t } = marek
    await open(page, '/lessons')
    await page.getByRole('searchbox').fill(`sorpresas topes ${mark}`)
    await page.getByRole('link', { name: new RegExp(`sin ver el tope ${mark}`) }).click()
    await expect(page.getByText('La pantalla no enseñaba el tope.')).toBeVisible()
    await expect(page.locator('main')).not.toContainText('Lucía')
    await page
      .locator('main')
      .getByRole('link', { name: t('lessons.try') })
      .click()
    await expect(page.locator('[name=title]')).toHaveValue(title)
  })
})
