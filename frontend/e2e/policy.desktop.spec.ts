import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { administrator, expect, open, test } from './fixtures'
import { anyVersion, call, expectNarrow, inBothSchemes, register, texts } from './registry'

type Policy = { version: number; source: string }

const home = '/settings/policy'
const limit = (page: Page, name: string) => page.locator(`main [name="limits.${name}"]`)
const document = (page: Page) => page.locator('main textarea[wrap=off]')
const press = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true }).click()

/** One thing after the other: writes a text into a box and leaves it. */
async function fill(box: Locator, text: string) {
  await box.fill(text)
  await box.blur()
}

test.describe('for everyone', () => {
  test('the policy is read in plain words and as it is written', async ({ page, me: _, axe }, info) => {
    const t = texts(info, 'settings', 'policy')
    await open(page, '/settings')
    await page.getByRole('link', { name: t('settings.readPolicy') }).click()
    await expect(page).toHaveURL(home)
    await expect(page.getByRole('link', { name: t('policy.tab.change') })).toHaveCount(0)
    const rules = page.getByRole('list', { name: t('policy.rules') })
    await expect(rules.getByRole('listitem')).toHaveCount(17)
    await expect(rules).toContainText('answers.customers_exposed > limits.customers')
    await expect(rules).not.toContainText('{')
    await inBothSchemes(page, axe, info)
    await expectNarrow(page)
    const waiting = page.waitForEvent('download')
    await press(page, t('policy.download'))
    const file = await waiting
    expect(file.suggestedFilename()).toMatch(/^door-policy-\d+\.yaml$/)
    expect(await readFile(await file.path(), 'utf8')).toMatch(/^# The door policy/)
    await open(page, `${home}/change`)
    await expect(page.getByText(t('settings.adminsOnly'))).toBeVisible()
  })

  test('it is tried on the answers of an experiment', async ({ page, me, axe }, info) => {
    const t = texts(info, 'policy', 'proposal')
    const { key } = await register(page.request, me.team.id, `Tried ${info.testId}`, {})
    await open(page, `${home}/try`)
    await page.getByLabel(t('policy.fromExperiment')).fill(key)
    await page.keyboard.press('Enter')
    const verdict = page.locator('main [role=status]').filter({ has: page.locator('svg') })
    await expect(verdict).toContainText(t('ui.door.two_way'))
    await axe()
    const customers = page.locator('main input[inputmode=decimal]').first()
    await expect(customers).toHaveValue('50')
    await customers.fill('500')
    await expect(verdict).toContainText(t('ui.door.one_way'))
    await expect(verdict).toContainText('many_customers')
    await expect(verdict.locator('li')).toHaveCount(2)
    await inBothSchemes(page, axe, info)
    await page.getByLabel(t('policy.fromExperiment')).fill('E-999999')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert')).toBeVisible()
    await expectNarrow(page)
  })
})

test.describe('for an administrator', () => {
  test.beforeEach(async ({ context }) => {
    const { email, password } = administrator
    await context.request.post('/api/v1/session', { data: { email, password } })
  })

  test('a form and the document are the same thing', async ({ page, axe }, info) => {
    const t = texts(info, 'settings', 'policy')
    await open(page, `${home}/change`)
    await expect(limit(page, 'customers')).toHaveValue('200')
    await fill(limit(page, 'customers'), '150')
    await fill(limit(page, 'customer_base'), '4000')
    const changes = page.getByRole('region', { name: t('policy.changes') })
    await expect(changes).toContainText(/200\s*→\s*150/)
    await page.locator('label', { hasText: t('policy.day.saturday') }).click()
    await expect(changes).toContainText('saturday')
    await axe()
    await page.locator('label', { hasText: t('policy.asText') }).click()
    await expect(document(page)).toHaveValue(
      / {2}customers: 150\n[\s\S]* {2}customer_base: 4000 # how many customers you have/,
    )

    await page.reload()
    await expect(document(page)).toHaveValue(/ {2}customers: 150\n/)
    const good = await document(page).inputValue()
    await document(page).fill(
      good.replace('answers.undo_hours >', 'answers.undo_hour >').replace('money: 1000', 'money: lots'),
    )
    const faults = page.locator('#policy-faults li')
    await expect(faults).toHaveCount(2)
    await expect(faults.last()).toContainText("did you mean 'answers.undo_hours'?")
    await expect(document(page)).toHaveAttribute('aria-invalid', 'true')
    await inBothSchemes(page, axe, info)
    await expectNarrow(page)
    await page.locator('label', { hasText: t('policy.asForm') }).click()
    await faults.last().getByRole('button').click()
    await expect(document(page)).toBeFocused()
    expect(
      await document(page).evaluate((box: HTMLTextAreaElement) => box.value.slice(box.selectionStart).split('\n')[0]),
    ).toBe('answers.undo_hour > limits.undo_hours')
    await document(page).fill(good)
    await expect(faults).toHaveCount(0)
    await press(page, t('policy.drop'))
    await expect(changes).toHaveCount(0)
  })

  test('a sentence is changed, and a wrong brace is told', async ({ page, axe }, info) => {
    const t = texts(info, 'policy')
    await open(page, `${home}/change`)
    await page.locator('summary').filter({ hasText: '…' }).first().click()
    const box = page.locator('main textarea[lang=en]').first()
    await fill(box, 'It could touch {answers.customer_exposed} customers.')
    await expect(page.locator('#policy-faults')).toContainText('did you mean answers.customers_exposed?')
    await axe()
    await fill(box, 'Many customers: {answers.customers_exposed}.')
    await expect(page.locator('#policy-faults li')).toHaveCount(0)
    await expect(page.getByRole('region', { name: t('policy.changes') })).toContainText('Many customers')
  })

  test('a file is taken, rehearsed and tried before it is saved', async ({ page, admin, axe, me }, info) => {
    const t = texts(info, 'policy')
    const { email, password } = administrator
    const one = await register(page.request, me.team.id, `Rehearsed ${info.testId}`, {})
    await page.context().request.post('/api/v1/session', { data: { email, password } })
    const { source } = await call<Policy>(admin, 'get', '/policy')
    await open(page, `${home}/change`)
    await page.locator('input[type=file]').setInputFiles({
      name: 'policy.yaml',
      mimeType: 'application/yaml',
      buffer: Buffer.from(source.replace('  customers: 200', '  customers: 40')),
    })
    await expect(limit(page, 'customers')).toHaveValue('40')
    await press(page, t('policy.doRehearse'))
    const door = page.locator('main li', { has: page.getByRole('link', { name: one.key }) })
    await expect(door).toContainText(t('ui.door.two_way'))
    await expect(door).toContainText(t('ui.door.one_way'))
    await expect(door).toContainText('many_customers')
    const shares = page.getByRole('table', { name: t('policy.shares') })
    await expect(shares.getByRole('row').nth(1)).toContainText('%')
    await inBothSchemes(page, axe, info)
    await expectNarrow(page)
    const tester = page.locator('details', { has: page.locator('summary', { hasText: t('policy.tryIt') }) })
    await tester.locator('summary').first().click()
    await page.getByLabel(t('policy.fromExperiment')).fill(one.key)
    await page.keyboard.press('Enter')
    await expect(tester.getByText('many_customers')).toBeVisible()
    await fill(limit(page, 'customers'), '41')
    await expect(shares).toHaveCount(0)
    await expect(page.getByRole('heading', { name: /^(Save it as|Zapisz jako)/ })).toHaveCount(0)
  })

  test('two who change the policy at once both keep what they changed', async ({ page, own, axe }, info) => {
    const t = texts(info, 'settings', 'policy', 'conflict')
    const read = () => call<Policy>(own.admin, 'get', '/policy')
    /** What another administrator saves meanwhile. */
    const save = async (from: string, to: string) => {
      const { source } = await read()
      await call(own.admin, 'put', '/policy', { source: source.replace(from, to) }, anyVersion)
    }
    const rehearseAndSave = async (n: number) => {
      await press(page, t('policy.doRehearse'))
      await press(page, t('policy.doSave', { n }))
    }
    await open(page, `${own.address}${home}/change`)
    await fill(limit(page, 'money'), '700')
    await press(page, t('policy.doRehearse'))
    await page.getByLabel(t('policy.note')).fill('We counted our money.')
    await save('  customers: 200', '  customers: 150')
    await page.route('**/api/v1/policy/draft', (route) => route.abort('connectionrefused'))
    await press(page, t('policy.doSave', { n: 2 }))

    // What each changed alone is put together, when the server can be asked again at the latest.
    const retry = page.getByRole('button', { name: t('ui.retry') })
    await expect(retry).toBeVisible()
    await page.unroute('**/api/v1/policy/draft')
    await retry.click()
    await expect(limit(page, 'customers')).toHaveValue('150')
    await expect(limit(page, 'money')).toHaveValue('700')
    await press(page, t('policy.doRehearse'))
    await expect(page.getByLabel(t('policy.note'))).toHaveValue('We counted our money.')

    // Where both changed a part, one chooses.
    await fill(limit(page, 'customers'), '120')
    await save('  customers: 150', '  customers: 90')
    await rehearseAndSave(3)
    const conflict = page.getByRole('region', { name: t('conflict.title') })
    await expect(conflict).toContainText('120')
    await expect(conflict).toContainText('90')
    await inBothSchemes(page, axe, info)
    await expectNarrow(page)
    await conflict.getByRole('radio', { name: t('conflict.keepMine') }).check()
    await conflict.getByRole('button', { name: t('conflict.done') }).click()
    await expect(page.locator('h1')).toBeFocused()
    await expect(limit(page, 'customers')).toHaveValue('120')
    await rehearseAndSave(4)
    await expect(page).toHaveURL(`${own.address}${home}/history`)
    expect((await read()).source).toMatch(/ {2}customers: 120\n[\s\S]* {2}money: 700\n/)

    // Where more changed than what a form changes, one chooses between the documents.
    await open(page, `${own.address}${home}/change?as=text`)
    await document(page).fill(
      (await read()).source.replace(
        'answers.undo_hours > limits',
        '24 < answers.undo_hours || answers.undo_hours > limits',
      ),
    )
    await save('  customers: 120', '  customers: 110')
    await expect(page.locator('#policy-faults li')).toHaveCount(0)
    await rehearseAndSave(5)
    await expect(conflict).toContainText(t('policy.documentMine'))
    await conflict.getByRole('radio', { name: t('conflict.keepTheirs') }).check()
    await conflict.getByRole('button', { name: t('conflict.done') }).click()
    await expect(document(page)).toHaveValue(/ {2}customers: 110\n/)
    await expect(page.getByRole('region', { name: t('policy.changes') })).toHaveCount(0)
  })

  test('the next version is saved, compared, and gone back on', async ({ page, own, axe }, info) => {
    const t = texts(info, 'settings', 'policy')
    const { person_id: person } = await call<{ person_id: string }>(own.admin, 'get', '/session')
    const team = await call<{ id: string }>(own.admin, 'post', '/teams', { name: 'Quay' })
    await call(own.admin, 'put', `/teams/${team.id}/members/${person}`)
    await register(own.admin, team.id, 'Rehearsed', {})
    const before = await call<Policy>(own.admin, 'get', '/policy')
    const next = before.version + 1
    await open(page, `${own.address}${home}/change`)
    await fill(limit(page, 'customer_base'), '900000000')
    await press(page, t('policy.doRehearse'))
    await expect(page.locator('main')).toContainText(t('policy.noneChange'))
    await page.getByLabel(t('policy.note')).fill('We counted our customers.')
    await press(page, t('policy.doSave', { n: next }))
    await expect(page).toHaveURL(`${own.address}${home}/history`)
    await page.getByRole('link', { name: t('settings.policyVersion', { n: next }) }).click()
    await expect(page.locator('main')).toContainText('We counted our customers.')
    await expect(page.locator('main')).toContainText('Ada Admin')
    await expect(page.locator('main')).toContainText('900,000,000')
    await page.locator('summary').click()
    await expect(page.locator('tr[data-how=added]')).toContainText('customer_base: 900000000')
    await inBothSchemes(page, axe, info)
    await expectNarrow(page)

    await open(page, `${own.address}${home}/history/1`)
    await press(page, t('policy.beginWith'))
    await expect(page).toHaveURL(`${own.address}${home}/change`)
    await expect(page.getByRole('region', { name: t('policy.changes') })).toContainText('900,000,000')
    await press(page, t('policy.doRehearse'))
    await press(page, t('policy.doSave', { n: next + 1 }))
    await expect(page).toHaveURL(`${own.address}${home}/history`)
    expect((await call<Policy>(own.admin, 'get', '/policy')).source).toBe(before.source)
  })

  test('the calibration opens the experiments behind its figures', async ({ page, me, axe }, info) => {
    const t = texts(info, 'policy')
    const one = await register(page.request, me.team.id, `Harder than said ${info.testId}`, {})
    await call(page.request, 'post', `/experiments/${one.key}/conclusion`, {
      outcome: 'worked',
      reversible_as_said: 'no',
      undone: { needed: true, hours: 40, cost: 0 },
    })
    await open(page, `${home}/calibration`)
    const row = page.getByRole('row', { name: /slow_to_undo/ })
    await expect(row).toBeVisible()
    await page.locator('summary', { hasText: 'slow_to_undo' }).click()
    await expect(page.getByRole('link', { name: one.key })).toBeVisible()
    await inBothSchemes(page, axe, info)
    await expectNarrow(page)
    await open(page, `${home}/calibration?from=2020-01-01&to=2020-12-31`)
    await expect(page.getByText(t('policy.nothingConcluded'))).toBeVisible()
    await axe()
  })
})
