import type { Page, TestInfo } from '@playwright/test'
import { lineTo } from './between'
import { test as base, expect, open } from './fixtures'
import { call, endSessionAtWrite, expectNarrow, inBothSchemes, register, texts } from './registry'

/** The browser reaches the program over a line that can be cut. */
const test = base.extend<{ line: Awaited<ReturnType<typeof lineTo>> }>({
  line: async ({ baseURL }, use) => {
    const line = await lineTo(baseURL ?? '')
    await use(line)
    line.close()
  },
})
type CheckIns = { items: { customers_reached: number; quotes?: string[] }[] }

/** Opens Home over the line, and waits until this browser could do without it. The session is the address' own, whatever its port. */
async function begin(page: Page, address: string) {
  await open(page, address)
  await page.evaluate(() => navigator.serviceWorker.ready)
}

const isKept = (page: Page, key: string) =>
  expect
    .poll(() => page.evaluate((key) => Object.keys(localStorage).some((name) => name.includes(`"${key}"`)), key))
    .toBe(true)

async function fill(page: Page, quote: string) {
  const number = (name: string) => page.locator(`input[name="${name}"]`)
  await number('customers_reached').fill('12')
  await number('signal.n').fill('12')
  await number('signal.hits').fill('1')
  await page.locator('label', { has: page.locator('input[value=no]') }).click()
  await page.locator('summary').last().click()
  await page.locator('textarea[name=quotes]').fill(quote)
}

const words = (info: TestInfo) => texts(info, 'checkins', 'unsent', 'experiments', 'proposal', 'session')

test('an answer that gets lost makes no second check-in', async ({ page, me, context, line }, info) => {
  const t = words(info)
  const { key } = await register(context.request, me.team.id, 'Refund at once', {})
  await open(page, `${line.address}/experiments/${key}/check-in`)
  await fill(page, 'Said once')
  line.weather = 'loses-answers'
  await page.getByRole('button', { name: t('checkins.send'), exact: true }).click()
  await expect(page.getByText(t('unsent.why'))).toBeVisible()
  line.weather = 'busy'
  await page.getByRole('button', { name: t('unsent.send') }).click()
  await expect(page.getByRole('status').filter({ hasText: t('unsent.busy') })).toBeVisible()
  line.weather = 'clear'
  await page.getByRole('button', { name: t('unsent.send') }).click()
  await expect(
    page.getByRole('status').filter({ hasText: t('unsent.sent', { title: 'Refund at once' }) }),
  ).toBeVisible()
  await expect(page.getByText(t('unsent.why'))).toBeHidden()
  const { items } = await call<CheckIns>(context.request, 'get', `/experiments/${key}/check-ins`)
  expect(items).toHaveLength(1)
})

test('what ended meanwhile takes no check-in, and its words stay until they are deleted', async ({
  page,
  me,
  context,
  line,
  axe,
}, info) => {
  const t = words(info)
  const { key } = await register(context.request, me.team.id, 'Refund at once', {})
  await open(page, `${line.address}/experiments/${key}`)
  await page.getByRole('link', { name: t('checkins.do'), exact: true }).click()
  await fill(page, 'Too late to count')
  line.weather = 'down'
  await page.getByRole('button', { name: t('checkins.send'), exact: true }).click()
  await expect(page.getByText(t('unsent.why'))).toBeVisible()
  await call(context.request, 'post', `/experiments/${key}/stop`)
  line.weather = 'clear'
  await page.reload()
  await expect(page.getByText(t('unsent.ended'))).toBeVisible()
  await expect(page.getByText('Too late to count')).toBeVisible()
  await axe()
  await page.reload()
  await page.getByRole('button', { name: t('unsent.drop') }).click()
  await expect(page.getByText('Too late to count')).toBeHidden()
  await page.getByRole('button', { name: t('unsent.back') }).click()
  await expect(page.getByText('Too late to count')).toBeVisible()
  await page.getByRole('button', { name: t('unsent.drop') }).click()
  await page.reload()
  await expect(page.getByText('Too late to count')).toBeHidden()
})

test('a check-in said after the session ended goes out when the person is back', async ({
  page,
  me,
  context,
  line,
}, info) => {
  const t = words(info)
  const { key } = await register(context.request, me.team.id, 'Refund at once', {})
  await open(page, `${line.address}/experiments/${key}/check-in`)
  await fill(page, 'After hours')
  await endSessionAtWrite(page, '**/api/v1/experiments/*/check-ins')
  await page.getByRole('button', { name: t('checkins.send'), exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('input[type=password]').fill(me.password)
  await page.keyboard.press('Enter')
  await expect(
    page.getByRole('status').filter({ hasText: t('unsent.sent', { title: 'Refund at once' }) }),
  ).toBeVisible()
})

// Fetching all pages takes as long as all else: where they are not opened without a connection, it is left out.
test.describe('with its service worker', () => {
  test.use({ serviceWorkers: 'allow' })

  test('a check-in without a connection waits here, over a restart, and is sent once', async ({
    page,
    me,
    context,
    line,
    axe,
  }, info) => {
    const t = words(info)
    const { key } = await register(context.request, me.team.id, 'Refund at once', {})
    await begin(page, line.address)
    await isKept(page, key)
    await context.setOffline(true)
    line.weather = 'down'

    await page.goto(`${line.address}/experiments/${key}/check-in`)
    await expect(page.locator('h1')).toHaveText(t('checkins.title'))
    await fill(page, 'Kept in the cellar')
    await page.getByRole('button', { name: t('checkins.send'), exact: true }).click()
    await expect(page).toHaveURL(`${line.address}/experiments/${key}`)
    await expect(page.getByRole('status').filter({ hasText: t('unsent.kept') })).toBeVisible()
    await expect(page.getByText('Kept in the cellar')).toBeVisible()
    await inBothSchemes(page, axe, info)
    await expectNarrow(page)

    await page.goto(line.address)
    await expect(page.getByText('Kept in the cellar')).toBeVisible()
    await page.reload()
    await expect(page.getByText('Kept in the cellar')).toBeVisible()
    await page.getByRole('button', { name: t('unsent.send') }).click()
    await expect(page.getByRole('status').filter({ hasText: t('unsent.still') })).toBeVisible()
    await axe()

    const other = await context.newPage()
    await other.goto(line.address)
    line.weather = 'clear'
    await context.setOffline(false)
    await expect(page.getByText('Kept in the cellar')).toBeHidden()
    await expect(other.getByText('Kept in the cellar')).toBeHidden()
    const { items } = await call<CheckIns>(context.request, 'get', `/experiments/${key}/check-ins`)
    expect(items.map(({ quotes }) => quotes)).toEqual([['Kept in the cellar']])
    expect(line.writes.filter((path) => path.endsWith('/check-ins'))).toHaveLength(1)
  })

  test('signing out asks before it deletes what waits, and leaves nothing to the next person', async ({
    page,
    me,
    context,
    admin,
    line,
    axe,
  }, info) => {
    const t = words(info)
    const { key } = await register(context.request, me.team.id, 'Refund at once', {})
    await begin(page, line.address)
    await isKept(page, key)
    await open(page, `${line.address}/experiments/${key}/check-in`)
    await fill(page, 'Not sent yet')
    line.weather = 'busy'
    await page.getByRole('button', { name: t('checkins.send'), exact: true }).click()
    await expect(page.getByText('Not sent yet')).toBeVisible()
    const leave = async () => {
      await page.getByRole('button', { name: new RegExp(me.name) }).click()
      await page.getByRole('button', { name: t('shell.signOut') }).click()
    }
    await leave()
    const dialog = page.getByRole('dialog')
    await axe()
    await dialog.getByRole('button', { name: t('unsent.leave.send') }).click()
    await expect(dialog.getByText(t('unsent.leave.unsent'))).toBeVisible()
    await dialog.getByRole('button', { name: t('unsent.leave.stay') }).click()
    await expect(page.getByText('Not sent yet')).toBeVisible()
    line.weather = 'clear'
    await leave()
    await dialog.getByRole('button', { name: t('unsent.leave.send') }).click()
    await expect(page.locator('input[type=email]')).toBeVisible()
    const left = () => page.evaluate(() => Object.keys(localStorage).filter((name) => /kept|draft|unsent/.test(name)))
    expect(await left()).toEqual([])
    expect(
      await page.evaluate(async () =>
        (await (await caches.open((await caches.keys())[0] ?? '')).keys())
          .map(({ url }) => url)
          .filter((url) => url.includes('/api/')),
      ),
    ).toEqual([])
    line.weather = 'down'
    await page.reload()
    await expect(page.getByText(t('problem.offline'))).toBeVisible()
    const { items } = await call<CheckIns>(admin, 'get', `/experiments/${key}/check-ins`)
    expect(items).toHaveLength(1)
  })

  test('a new version of the program is shown at the next visit, with and without a connection', async ({
    page,
    me: _,
    line,
  }) => {
    await begin(page, line.address)
    const marked = (own: string) => own.replace('<title>', '<meta name="version" content="next" /><title>')
    line.files = {
      '/': marked,
      '/index.html': marked,
      '/sw.js': (own) => own.replace(/ajar-[0-9a-f]{12}/, 'ajar-next'),
    }
    await page.reload()
    await expect(page.locator('meta[name=version]')).toHaveCount(1)
    await expect.poll(() => page.evaluate(() => caches.keys())).toEqual(['ajar-next'])
    line.weather = 'down'
    await page.reload()
    await expect(page.locator('h1')).toBeVisible()
    await expect(page.locator('meta[name=version]')).toHaveCount(1)
  })
})
