import type { Page } from '@playwright/test'
import { expect, type Member, open, test } from './fixtures'
import { endSessionAtWrite, expectNarrow, texts } from './registry'

/** The texts of the form in the language of the project: English at the desk, Polish on the phone. */
const words = {
  en: {
    weeks: '2 weeks',
    none: 'None',
    none4: 'None of these 4',
    yes: 'Yes',
    sameDay: 'The same day',
    start: 'Start now',
    ask: 'Ask the reviewers',
  },
  pl: {
    weeks: '2 tygodnie',
    none: 'Nic',
    none4: 'Żadnej z tych 4',
    yes: 'Tak',
    sameDay: 'Tego samego dnia',
    start: 'Zacznij teraz',
    ask: 'Zapytaj recenzentów',
  },
}
const saying = (isMobile: boolean) => words[isMobile ? 'pl' : 'en']

const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]`)
const box = (page: Page, name: string) => field(page, name).locator('input, textarea').first()
const chip = (page: Page, name: string, label: string) => field(page, name).getByText(label, { exact: true }).first()

/** Answers the form as a person does, and counts: taps, and texts that have to be written. */
function person(page: Page) {
  const count = { taps: 0, texts: 0 }
  return {
    count,
    async tap(name: string, label: string) {
      count.taps += 1
      await chip(page, name, label).click()
    },
    async tapNth(name: string, at: number) {
      count.taps += 1
      await field(page, name).locator('label').nth(at).click()
    },
    async write(name: string, text: string) {
      count.taps += 1
      count.texts += 1
      await box(page, name).click()
      await page.keyboard.insertText(text)
    },
    async press(label: string) {
      count.taps += 1
      await page.getByRole('button', { name: label }).last().click()
    },
  }
}

/** Everything that a two-way door asks; the title is written by the caller. */
async function answerSafely(someone: ReturnType<typeof person>, isMobile: boolean) {
  const say = saying(isMobile)
  await someone.write('change', 'We pay back up to 20 € at once.')
  await someone.write('effect', 'Fewer second calls.')
  await someone.tap('ends_on', say.weeks)
  await someone.tapNth('answers.customers_exposed', 1)
  await someone.tap('answers.money_at_risk', say.none)
  await someone.tap('risks.0', say.none4)
  await someone.tap('risks.1', say.none4)
  await someone.write('way_back', 'We ask the supervisor again.')
  for (const key of ['can_stop_early', 'own_hands', 'made_whole']) await someone.tap(`answers.${key}`, say.yes)
  await someone.tapNth('answers.undo_hours', 0)
  await someone.tap('answers.undo_cost', say.none)
  await someone.tap('answers.noticed_within', say.sameDay)
}

const door = (page: Page) => page.locator('[data-door]:visible').first()
const drafts = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes('.proposal.')))

test('a two-way door starts at once, with few taps and texts', async ({ page, me, axe, isMobile }) => {
  await open(page, '/propose')
  await expect(field(page, 'team_id').locator('select')).toHaveValue(me.team.id)
  const someone = person(page)
  await someone.write('title', 'Refund up to 20 € at once')
  await answerSafely(someone, isMobile)
  await expect(door(page)).toHaveAttribute('data-door', 'two_way')
  await axe()
  await someone.press(saying(isMobile).start)
  await expect(page).toHaveURL(/\/experiments\/E-\d+$/)
  await expect(page.locator('h1')).toHaveText('Refund up to 20 € at once')
  await expect(page.locator('header').getByText(isMobile ? 'Trwa' : 'Running')).toBeVisible()
  expect(someone.count.texts).toBeLessThanOrEqual(4)
  expect(someone.count.taps).toBeLessThanOrEqual(20)
  expect(await drafts(page)).toEqual([])
})

test('what closes a door is said at the answer, and one press opens it', async ({ page, me: _, axe, isMobile }) => {
  await open(page, '/propose')
  const someone = person(page)
  await someone.write('title', 'Refund at once')
  await answerSafely(someone, isMobile)
  await someone.tapNth('answers.customers_exposed', 3)
  await field(page, 'answers.customers_exposed').locator('input[inputmode]').fill('900')
  await expect(door(page)).toHaveAttribute('data-door', 'one_way')
  const opener = field(page, 'answers.customers_exposed').getByRole('button', { name: /200/ })
  await expect(opener).toBeVisible()
  await expect(field(page, 'premortem')).toBeVisible()
  await expect(field(page, 'signal.name').locator('input')).toBeVisible()
  await axe()
  await opener.click()
  await expect(door(page)).toHaveAttribute('data-door', 'two_way')
  await expect(field(page, 'answers.customers_exposed').locator('input:checked')).toHaveValue('200')
  await expect(field(page, 'answers.customers_exposed').locator('input:checked')).toBeFocused()
  await expect(field(page, 'premortem')).toHaveCount(0)
})

test(
  'words that deny an answer are marked, and the person is sure or answers again',
  { tag: '@phone' },
  async ({ page, me: _, isMobile, axe }, info) => {
    const t = texts(info, 'propose')
    await open(page, '/propose')
    const someone = person(page)
    await someone.write('title', 'Krótsze karty przy śniadaniu')
    await answerSafely(someone, isMobile)
    const plan = 'Usuwamy wszystkie stare zgłoszenia ze skrzynki.'
    await box(page, 'change').fill(plan)
    const place = field(page, 'change')
    await expect(place.locator('mark')).toBeVisible()
    await expect(place.getByRole('button', { name: t('propose.doubt.sure') })).toBeVisible()
    await expect(door(page)).toHaveAttribute('data-door', 'two_way')
    await axe()

    await place.getByRole('button', { name: t('propose.doubt.again') }).click()
    await expect(field(page, 'risks.1').locator('input:focus')).toHaveCount(1)
    await place.getByRole('button', { name: t('propose.doubt.sure') }).click()
    await expect(place.locator('mark')).toHaveCount(0)
    await expect(box(page, 'change')).toBeFocused()
    await page.reload()
    await expect(box(page, 'change')).toHaveValue(plan)
    await expect(door(page)).toHaveAttribute('data-door', 'two_way')
    await expect(place.getByRole('button', { name: t('propose.doubt.sure') })).toHaveCount(0)
  },
)

test('a risk goes away by changing the plan, not by a press', { tag: '@desktop' }, async ({
  page,
  me: _,
  isMobile,
  axe,
}) => {
  await open(page, '/propose')
  const someone = person(page)
  await someone.write('title', 'Refund at once')
  await answerSafely(someone, isMobile)
  const group = field(page, 'risks.1')
  await group.locator('label').nth(2).click()
  await expect(door(page)).toHaveAttribute('data-door', 'one_way')
  await group.getByRole('button').first().click()
  await group.locator('input[type=text]').fill('Only those who call are told, and that it is a trial.')
  await axe()
  await group.getByRole('button').last().click()
  await expect(box(page, 'change')).toHaveValue(/at once\.\nOnly those who call are told/)
  await expect(group.locator('label').nth(2).locator('input')).not.toBeChecked()
  await expect(page.locator('[data-door=one_way]:visible')).toHaveCount(0)
  await group.locator('label').last().click()
  await expect(door(page)).toHaveAttribute('data-door', 'two_way')
})

test('what is missing is listed and leads to its field', { tag: '@phone' }, async ({ page, me: _, axe }) => {
  await open(page, '/propose')
  await box(page, 'title').fill('Refund at once')
  await page.keyboard.press('Control+Enter')
  const summary = page.getByRole('alert')
  await expect(summary.getByRole('link')).toHaveCount(14)
  await expect(box(page, 'change')).toBeFocused()
  await axe()
  await box(page, 'change').fill('We pay back at once.')
  await expect(summary.getByRole('link')).toHaveCount(13)
  await summary.getByRole('link').last().click()
  await expect(field(page, 'answers.noticed_within').locator('input').first()).toBeFocused()

  await page.locator('[aria-haspopup=dialog]').click()
  await axe()
  await page.getByRole('dialog').getByRole('button').nth(1).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(box(page, 'effect')).toBeFocused()
})

test('a one-way door asks the reviewers', { tag: '@phone' }, async ({ page, me: _, isMobile }) => {
  await open(page, '/propose')
  const someone = person(page)
  await someone.write('title', 'A promise on the door')
  await answerSafely(someone, isMobile)
  await field(page, 'risks.1').locator('label').nth(2).click()
  for (const name of ['because', 'signal.name', 'counter_signal', 'stop_rule', 'premortem'])
    await someone.write(name, 'Ten customers said so.')
  await someone.press(saying(isMobile).ask)
  await expect(page).toHaveURL(/\/experiments\/E-\d+$/)
  await expect(page.locator('header').getByText('W przeglądzie')).toBeVisible()
})

test('nothing typed is lost: a reload, no connection, an ended session', { tag: '@phone' }, async ({
  page,
  me,
  context,
}) => {
  await open(page, '/propose')
  await box(page, 'change').fill('Before it has a title')
  await page.reload()
  await expect(box(page, 'change')).toHaveValue('Before it has a title')

  await box(page, 'title').fill('Refund at once')
  await expect(page).toHaveURL(/draft=E-\d+$/)
  await page.reload()
  await expect(box(page, 'title')).toHaveValue('Refund at once')
  await expect(box(page, 'change')).toHaveValue('Before it has a title')

  await context.setOffline(true)
  await box(page, 'effect').fill('Fewer calls')
  await expect(page.getByRole('status').filter({ hasText: 'tym urządzeniu' })).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByRole('status').filter({ hasText: 'Zapisano' })).toBeVisible()

  await endSessionAtWrite(page, '**/api/v1/experiments/*')
  await box(page, 'way_back').fill('We ask again')
  const dialog = page.getByRole('dialog')
  await dialog.locator('input[type=password]').fill(me.password)
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('status').filter({ hasText: 'Zapisano' })).toBeVisible()
  await page.reload()
  await expect(box(page, 'effect')).toHaveValue('Fewer calls')
  await expect(box(page, 'way_back')).toHaveValue('We ask again')
})

test(
  'two people at one draft see both versions and choose',
  { tag: '@desktop' },
  async ({ page, me, context, axe }, info) => {
    const t = texts(info, 'conflict')
    const { key, path } = await draft(me, context.request)
    await open(page, `/propose?draft=${key}`)
    await expect(box(page, 'title')).toHaveValue('Refund')
    const theirs = await context.request.patch(path, {
      headers: { 'If-Match': '*' },
      data: { title: 'Theirs', effect: 'Shorter calls' },
    })
    expect(theirs.ok()).toBe(true)
    await box(page, 'title').fill('Mine')
    const conflict = page.getByRole('region', { name: t('conflict.title') })
    await expect(conflict).toContainText('Theirs')
    await expect(box(page, 'effect')).toHaveValue('Shorter calls')
    await axe()
    await conflict.getByText(t('conflict.keepTheirs')).click()
    await conflict.getByRole('button', { name: t('conflict.done') }).click()
    await expect(conflict).toHaveCount(0)
    await expect(box(page, 'title')).toHaveValue('Theirs')
  },
)

test('an example fills the form and leaves the risks to the person', { tag: '@phone' }, async ({ page, me: _ }) => {
  await open(page, '/propose')
  await field(page, 'title').locator('xpath=..').getByRole('button').first().click()
  await expect(box(page, 'title')).toBeFocused()
  await expect(box(page, 'title')).not.toHaveValue('')
  await expect(box(page, 'way_back')).not.toHaveValue('')
  await expect(page.locator('[data-field^="risks"] input:checked, [data-field^="answers"] input:checked')).toHaveCount(
    0,
  )
})

test('the form works at 320 px without scrolling sideways', { tag: '@phone' }, async ({ page, me: _ }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await open(page, '/propose')
  await field(page, 'risks.1').locator('label').nth(2).click()
  await expect(door(page)).toHaveAttribute('data-door', 'one_way')
  await expectNarrow(page)
})

async function draft(me: Member, request: { post: Page['request']['post'] }) {
  const response = await request.post('/api/v1/experiments', { data: { title: 'Refund', team_id: me.team.id } })
  const { key, id } = await response.json()
  return { key: String(key), path: `/api/v1/experiments/${id}` }
}

test(
  'who has no team yet makes one on the way',
  { tag: '@phone' },
  async ({ page, admin, context, axe }, { testId, retry }) => {
    const mark = `${testId.slice(-12)}${retry}`
    const credentials = { email: `alone-${mark}@example.com`, password: 'front line first' }
    const made = await admin.post('/api/v1/people', {
      data: { name: 'Marek Nowak', roles: ['member'], ...credentials },
    })
    expect(made.status()).toBe(201)
    await context.request.post('/api/v1/session', { data: credentials })
    await open(page, '/propose')
    await box(page, 'title').fill('Refund at once')
    await box(page, 'team_id').fill(`Desk ${mark}`)
    await axe()
    await page.keyboard.press('Enter')
    await expect(field(page, 'team_id').locator('select')).toHaveText(`Desk ${mark}`)
    await expect(page).toHaveURL(/draft=E-\d+$/)
    await expect(page.getByRole('status').filter({ hasText: 'Zapisano' })).toBeVisible()
  },
)
