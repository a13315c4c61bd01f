import type { APIRequestContext, Page } from '@playwright/test'
import type { components } from '../src/lib/api/schema'
import { expect, type Member, open, test } from './fixtures'
import {
  call,
  type Experiment,
  endSessionAtWrite,
  expectNarrow,
  inBothSchemes,
  register,
  somebody,
  texts,
} from './registry'

type Schemas = components['schemas']

/** A finished experiment of the person's team, which owes a lesson. */
async function finished(request: APIRequestContext, me: Member, language = 'en', outcome = 'did_not_work') {
  const experiment = await register(request, me.team.id, 'Greet by name', { language })
  await call(request, 'post', `/experiments/${experiment.id}/conclusion`, { outcome })
  return experiment
}

const content = {
  happened: 'The queue moved faster.',
  surprise: 'Children answered first.',
  conditions: [{ kind: 'tools', text: 'The screen showed the name.' }],
}

async function published(request: APIRequestContext, experiment: Experiment, headline: string) {
  const path = `/experiments/${experiment.id}/lesson`
  await call(request, 'put', path, { ...content, headline }, { 'If-Match': '*' })
  return call<Schemas['LessonDraft']>(request, 'post', `${path}/publish`)
}

/** Letters that stand in no other test's lessons. */
const rare = () =>
  Array.from(crypto.randomUUID().replace(/\W/g, ''), (one) => 'bcdfghjklmnpqrst'[parseInt(one, 16)]).join('')

const field = (page: Page, name: string) => page.locator(`[name="${name}"]`)

test('a lesson is written, kept and published', async ({ page, me, axe }, info) => {
  const t = texts(info, 'lessons')
  const experiment = await finished(page.request, me, 'pl')
  const word = `${rare()}łódź`
  await open(page, `/experiments/${experiment.key}/lesson`)
  await expect(page.getByText('They hear a yes the first time.')).toBeVisible()
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)

  await field(page, 'happened').fill('Kolejka szła szybciej.')
  await expect(page.getByText(t('lessons.onlyHere'))).toBeVisible()
  await page.reload()
  await expect(field(page, 'happened')).toHaveValue('Kolejka szła szybciej.')

  await page.keyboard.press('Control+Enter')
  await expect(field(page, 'surprise')).toBeFocused()
  await inBothSchemes(page, axe, info)

  await field(page, 'surprise').fill(`Dzieci odpowiadały pierwsze, ${me.name} też.`)
  await field(page, 'conditions.0.text').fill('Na ekranie było imię.')
  await page.getByRole('radio', { name: t('lessons.kind.tools') }).check()
  await expect(page.getByText(t('ui.saving.saved'))).toBeVisible()
  await field(page, 'headline').fill(`witamy po imieniu i stoi ${word}`)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByLabel(t('lessons.thenLabel'), { exact: true })).toBeFocused()
  await page.getByLabel(t('lessons.thenLabel'), { exact: true }).fill('kolejka idzie szybciej')
  await page.getByLabel(t('lessons.because'), { exact: true }).fill('ludzie odpowiadają od razu')
  await page.getByRole('button', { name: t('lessons.preview') }).click()
  await expect(page.getByRole('dialog').getByText('Na ekranie było imię.')).toBeVisible()
  await expect(page.getByRole('dialog')).not.toContainText(me.name)
  await inBothSchemes(page, axe, info)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: t('lessons.publish'), exact: true }).click()

  await expect(page).toHaveURL(/\/lessons\/[0-9a-f-]{36}$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    `Gdy witamy po imieniu i stoi ${word}, to kolejka idzie szybciej, bo ludzie odpowiadają od razu`,
  )
  await expect(page.locator('main')).not.toContainText(me.name)
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
})

test(
  'a lesson is found without its accents, in whatever language the page is',
  { tag: '@phone' },
  async ({ page, me, axe }, info) => {
    const word = `${rare()}łódź`
    await published(page.request, await finished(page.request, me, 'pl'), `Gdy witamy po imieniu, ${word} płynie`)
    await open(page, '/lessons')
    await page.locator('header select').selectOption('es')
    const search = page.getByRole('searchbox')
    await search.fill(word.replace('łódź', 'lodz').toUpperCase())
    await expect(page.locator('mark')).toHaveText(word)
    await expect(page).toHaveURL(/q=/)
    await inBothSchemes(page, axe, info)
    await expectNarrow(page)
    await page.locator('h3').getByRole('link').click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(word)
    await page.locator('main').getByRole('link', { name: 'Probarlo en mi equipo' }).click()
    await expect(page.locator('[name=title]')).toHaveValue('Greet by name')
    await expect(page.locator('[name=change]')).toHaveValue(/Whoever answers the phone/)
  },
)

test(
  'a slip of the pen is mended, and the words can be searched for as they are',
  { tag: '@phone' },
  async ({ page, me, axe }, info) => {
    const t = texts(info, 'search')
    const word = rare().slice(0, 14) // longer ones are taken as they are
    const typo = `${word.slice(0, 4)}${word.slice(5)}`
    await published(page.request, await finished(page.request, me), `A ${word} at the door`)
    await open(page, '/lessons')
    await page.getByRole('searchbox').fill(`${typo} door`)
    await expect(page.getByText(t('search.instead', { instead: `${word} door` }))).toBeVisible()
    await expect(page.locator('mark').filter({ hasText: word })).toBeVisible()
    await inBothSchemes(page, axe, info)
    await expectNarrow(page)
    await page.getByRole('link', { name: t('search.exactly', { q: `${typo} door` }) }).click()
    await expect(page).toHaveURL(/exact=yes/)
    await expect(page.locator('mark').filter({ hasText: word })).toHaveCount(0)
  },
)

test('who opens a lesson while still typing stays at the lesson', { tag: '@desktop' }, async ({ page, me }, info) => {
  const t = texts(info, 'lessons')
  const word = rare()
  await published(page.request, await finished(page.request, me), `A ${word} at the door`)
  // The lesson's page is on its way for longer than the search waits.
  await page.route(/\/assets\/LessonPage/, async (route) => {
    await new Promise((done) => setTimeout(done, 1000))
    await route.continue()
  })
  await open(page, `/lessons?q=${word}`)
  const link = page.getByRole('link', { name: new RegExp(word) })
  await expect(link).toBeVisible()
  await page.getByRole('searchbox').fill(`${word} door`)
  await link.click()
  await expect(page.getByRole('button', { name: t('lessons.copy') })).toBeVisible()
  await expect(page).toHaveURL(/\/lessons\/[0-9a-f-]{36}$/)
})

test(
  'publishing again makes an edition, and the earlier one can be read',
  { tag: '@desktop' },
  async ({ page, me, axe }, info) => {
    const t = texts(info, 'lessons')
    const experiment = await finished(page.request, me)
    const { id } = await published(page.request, experiment, 'Names make queues shorter')
    await open(page, `/experiments/${experiment.key}/lesson`)
    await expect(page.getByText(t('lessons.asRead', { n: '1' }))).toBeVisible()
    await expect(field(page, 'headline')).toHaveValue('Names make queues shorter')
    await field(page, 'surprise').fill('Grandparents answered first.')
    await expect(page.getByText(t('lessons.notAsRead', { n: '1' }))).toBeVisible()
    const before = await call<Schemas['LessonRead']>(page.request, 'get', `/lessons/${id}`)
    expect(before.surprise).toBe(content.surprise)
    await page.getByRole('button', { name: t('lessons.publishAgain') }).click()
    await expect(page).toHaveURL(`/lessons/${id}`)
    await expect(page.getByText('Grandparents answered first.')).toBeVisible()
    await expect(page.getByText(t('lessons.edition', { n: '2' }))).toBeVisible()

    await page.getByRole('button', { name: t('ui.close') }).click()
    await page.locator('main summary').click()
    await page.getByRole('link', { name: t('lessons.editionN', { n: '1' }) }).click()
    await expect(page.getByText(t('lessons.isEarlier', { n: '1' }))).toBeVisible()
    await expect(page.locator('#surprise')).toContainText(content.surprise)
    await page.getByText(t('lessons.changedSince')).click()
    await expect(page.locator('ins')).toHaveText('Grandparents')
    await inBothSchemes(page, axe, info)
    await expectNarrow(page)
    await page.getByRole('link', { name: t('lessons.readNewest', { n: '2' }) }).click()
    await expect(page.locator('#surprise')).toContainText('Grandparents answered first.')
  },
)

test('nothing is lost when the session ends', { tag: '@phone' }, async ({ page, me }, info) => {
  const t = texts(info, 'lessons')
  const experiment = await finished(page.request, me)
  await call(page.request, 'put', `/experiments/${experiment.id}/lesson`, content, { 'If-Match': '*' })
  await open(page, `/experiments/${experiment.key}/lesson`)
  await endSessionAtWrite(page, `**/api/v1/experiments/*/lesson`)
  await field(page, 'happened').fill('The queue moved faster, until it rained.')
  await page.getByRole('dialog').locator('input[type=password]').fill(me.password)
  await page.keyboard.press('Enter')
  await expect(page.getByText(t('ui.saving.saved'))).toBeVisible()
  const saved = await call<Schemas['LessonDraft']>(page.request, 'get', `/experiments/${experiment.id}/lesson`)
  expect(saved.happened).toBe('The queue moved faster, until it rained.')
})

test('two who write at once both keep their words', { tag: '@desktop' }, async ({ page, me, admin, axe }, info) => {
  const t = texts(info, 'lessons', 'conflict')
  const ana = await somebody(admin, 'Ana Ruiz', me.team.id)
  const experiment = await finished(page.request, me)
  const path = `/experiments/${experiment.id}/lesson`
  await call(page.request, 'put', path, content, { 'If-Match': '*' })
  await open(page, `/experiments/${experiment.key}/lesson`)
  await call(
    ana.request,
    'put',
    path,
    { ...content, happened: 'Ana saw it so.', surprise: 'Ana was surprised.' },
    { 'If-Match': '*' },
  )
  await field(page, 'happened').fill('I saw it so.')
  const conflict = page.getByRole('region', { name: t('conflict.title') })
  await expect(conflict).toContainText('Ana saw it so.')
  await expect(conflict).toContainText('I saw it so.')
  await field(page, 'headline').scrollIntoViewIfNeeded()
  await page.getByRole('link', { name: t('ui.saving.both') }).click()
  await expect(conflict).toBeInViewport({ ratio: 0.5 })
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
  await page.reload()
  await expect(conflict).toContainText('Ana saw it so.')
  await page.getByRole('radio', { name: t('conflict.keepMine') }).check()
  await page.getByRole('button', { name: t('conflict.done') }).click()
  await expect(page.getByText(t('ui.saving.saved'))).toBeVisible()
  const saved = await call<Schemas['LessonDraft']>(page.request, 'get', path)
  expect([saved.happened, saved.surprise]).toEqual(['I saw it so.', 'Ana was surprised.'])
})

test('another team’s lesson is read, not written', { tag: '@phone' }, async ({ page, me: _, admin, axe }, info) => {
  const t = texts(info, 'lessons')
  const team = await call<Schemas['Team']>(admin, 'post', '/teams', { name: `Shop ${crypto.randomUUID().slice(0, 8)}` })
  const marek = await somebody(admin, 'Marek Nowak', team.id)
  const experiment = await finished(marek.request, { team } as Member)
  await open(page, `/experiments/${experiment.key}/lesson`)
  await expect(page.getByRole('link', { name: t('lessons.toLibrary') })).toBeVisible()
  await inBothSchemes(page, axe, info)
})

test('the arrow behind a long link stays with its last word', { tag: '@phone' }, async ({ page, me }) => {
  const title = 'Greet everybody who comes to the counter by name and ask for whom they wait'
  const experiment = await register(page.request, me.team.id, title, {})
  await call(page.request, 'post', `/experiments/${experiment.id}/conclusion`, { outcome: 'worked' })
  const { id } = await published(page.request, experiment, 'Names make queues shorter')
  await open(page, `/lessons/${id}`)
  const source = page.locator('footer').filter({ hasText: title })
  const apart = () =>
    source.evaluate((footer) => {
      const words = [...(footer.querySelector('a')?.getClientRects() ?? [])].at(-1)
      const arrow = footer.querySelector('svg')?.getBoundingClientRect()
      return !words || !arrow || arrow.top > words.bottom || arrow.left < words.right
    })
  for (let width = 320; width <= 420; width += 2) {
    await page.setViewportSize({ width, height: 800 })
    expect(await apart(), `${width} px`).toBe(false)
  }
})

test('the library narrows by what there is', async ({ page, me, axe, isMobile }, info) => {
  const t = texts(info, 'lessons')
  const word = rare()
  await published(page.request, await finished(page.request, me, 'en', 'worked'), `A ${word} at the door helps`)
  await published(page.request, await finished(page.request, me, 'en', 'unclear'), `A ${word} at the till may help`)
  await open(page, `/lessons?q=${word}`)
  await expect(page.locator('mark')).toHaveCount(2)
  if (isMobile) {
    await page.getByRole('button', { name: t('ui.filters') }).click()
    await inBothSchemes(page, axe, info)
  }
  await page.getByRole('link', { name: new RegExp(t('ui.outcome.worked')) }).click()
  if (isMobile) await page.getByRole('dialog').getByRole('button').last().click()
  await expect(page).toHaveURL(/outcome=worked/)
  await expect(page.locator('mark')).toHaveCount(1)
  await page
    .getByRole('list', { name: t('ui.filters') })
    .getByRole('link')
    .click()
  await expect(page.locator('mark')).toHaveCount(2)
  await expect(page).toHaveURL(`/lessons?q=${word}`)
})

test('what did not work is read first', { tag: '@phone' }, async ({ page, me }, info) => {
  const t = texts(info, 'lessons')
  const word = rare()
  await published(
    page.request,
    await finished(page.request, me, 'en', 'worked'),
    `When ${word}, then ${word}, because ${word}`,
  )
  await published(
    page.request,
    await finished(page.request, me, 'en', 'did_not_work'),
    `When we tried ${word} at noon the queue stayed, because the menu is long`,
  )
  await open(page, `/lessons?q=${word}`)
  const against = page.getByRole('region', { name: t('lessons.contrary') })
  await expect(against.locator('h3')).toHaveText(new RegExp(`tried ${word} at noon`))
  await expect(page.getByRole('heading', { name: t('lessons.others') })).toBeVisible()
  await expect(page.locator('main h3')).toHaveCount(2)

  await open(page, `/lessons?q=${word}&outcome=unclear`)
  await expect(page.getByRole('heading', { name: t('lessons.nothingFits') })).toBeVisible()
  await expect(page.getByText(t('lessons.nobody', { q: word }))).toHaveCount(0)
  await expect(page.locator('main h3')).toHaveCount(2)
  await page.getByRole('link', { name: t('lessons.withoutFilters') }).click()
  await expect(page).toHaveURL(`/lessons?q=${word}`)
})

test(
  'where nobody has tried, one is invited to be the first',
  { tag: '@phone' },
  async ({ page, me: _, axe }, info) => {
    const t = texts(info, 'lessons')
    const word = rare()
    await open(page, `/lessons?q=${word}`)
    await expect(page.getByText(t('lessons.nobody', { q: word }))).toBeVisible()
    await expect(page.getByRole('link', { name: t('lessons.beFirst') })).toHaveAttribute('href', '/propose')
    await inBothSchemes(page, axe, info)
    await expectNarrow(page)
  },
)

test('a lesson that is not there says so', { tag: '@desktop' }, async ({ page, me: _, axe }, info) => {
  await page.goto('/lessons/5a943ff0-ed92-4cdb-9302-2b5752e3435b')
  await expect(page.getByRole('alert')).toBeVisible()
  await inBothSchemes(page, axe, info)
})
