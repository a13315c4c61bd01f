import { expect, open, test } from './fixtures'
import { call, type Experiment, expectNarrow, inBothSchemes, register, texts } from './registry'

/** The day of the organisation as the API takes it. */
const today = () => new Date().toISOString().slice(0, 10)

test('customers were hurt: the conclusion begins to make it good, and the rest follows', async ({
  page,
  me,
  context,
  axe,
}, info) => {
  const t = texts(info, 'experiments', 'conclusions', 'home', 'checkins', 'proposal')
  const own = `Refund at once ${crypto.randomUUID()}`
  const { key, title } = await register(context.request, me.team.id, own, {})
  await call(context.request, 'post', `/experiments/${key}/check-ins`, {
    on: today(),
    customers_reached: 12,
    signal: { value: 50, n: 12, hits: 6 },
    stop_rule_tripped: false,
  })
  await open(page, `/experiments/${key}/conclude`)
  await expect(page.getByText(t('conclusions.readout'))).toBeVisible()
  const answer = (legend: string, name: string) =>
    page.getByRole('radiogroup', { name: legend }).getByText(name, { exact: true }).click()
  await answer(t('experiments.conclude.outcome'), t('ui.outcome.worked'))
  const kept = page.getByRole('group', { name: t('experiments.keptPromise') })
  await kept.getByRole('textbox').first().fill('2')
  await kept.getByRole('textbox').last().fill('8')
  await page.getByLabel(t('experiments.conclude.quotes')).fill('We thank Lucía Vega for the stupid umbrella.')
  await expect(page.getByRole('button', { name: /a colleague/ })).toHaveCount(1)
  await answer(t('experiments.undone'), t('proposal.answer.yes'))
  await expect(page.getByText(t('conclusions.plannedWas', { planned: '1 godzina' }))).toBeVisible()
  await answer(t('experiments.conclude.hurt'), t('proposal.answer.yes'))
  await page.getByText(t('experiments.recovery.time')).click()
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
  await page.reload()
  await expect(page.getByRole('checkbox', { name: t('experiments.recovery.time') })).toBeChecked()
  await page.getByRole('button', { name: t('experiments.conclude.send') }).click()

  await expect(page.getByText(t('experiments.next.recovery'))).toBeVisible()
  await expect(page.getByText(t('conclusions.says.team_higher'))).toBeVisible()
  await expect(page.getByRole('img', { name: t('conclusions.plot', { team: 100, customers: 20 }) })).toBeVisible()
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)

  await open(page, '/')
  await expect(page.getByText(t('home.why.recovery'))).toBeVisible()
  await page.getByRole('link', { name: title, exact: true }).click()
  await expect(page).toHaveURL(`/experiments/${key}/recovery`)
  const done = { time: true, acknowledge: true, meet: false, act: false }
  await call(context.request, 'post', `/experiments/${key}/recovery`, done)
  for (const step of ['meet', 'act'] as const) await page.getByText(t(`experiments.recovery.${step}`)).click()
  await inBothSchemes(page, axe, info)
  await page.getByRole('button', { name: t('conclusions.recoverySave'), exact: true }).click()
  await expect(page.getByRole('img', { name: t('conclusions.done') })).toHaveCount(4)
  await open(page, `/experiments/${key}/recovery`)
  await page.locator('input[type=date]').fill(today())
  await page.getByRole('button', { name: t('conclusions.recoverySave'), exact: true }).click()
  await expect(page).toHaveURL(`/experiments/${key}`)
  await expect(page.getByText(t('experiments.next.recovery'))).toHaveCount(0)
  await expect(page.getByRole('img', { name: t('conclusions.done') })).toHaveCount(4)
  await open(page, '/')
  await expect(page.getByText(t('home.why.recovery'))).toHaveCount(0)
})

test('what worked is proposed in more places, and both name each other', async ({ page, me, context, axe }, info) => {
  const t = texts(info, 'experiments', 'conclusions', 'doors')
  const { key, title } = await register(context.request, me.team.id, 'Refund at once', {})
  await call(context.request, 'post', `/experiments/${key}/conclusion`, { outcome: 'worked', next: 'scale' })
  await open(page, `/experiments/${key}`)
  await page.getByRole('button', { name: t('conclusions.do.scale') }).click()
  const dialog = page.getByRole('dialog')
  await axe()
  await dialog.getByRole('textbox').fill('Refund at once, in every shop')
  await dialog.getByRole('button', { name: t('doors.copySend') }).click()
  await expect(page).toHaveURL(/\/propose\?draft=E-\d+$/)
  await expect(page.locator('[name=title]')).toHaveValue('Refund at once, in every shop')
  const draft = new URL(page.url()).searchParams.get('draft')
  const made = await call<Experiment>(context.request, 'get', `/experiments/${draft}`)
  expect([made.status, made.door, made.cloned_as]).toEqual(['draft', null, 'scale'])
  await open(page, `/experiments/${draft}`)
  await expect(page.getByText(t('doors.link.scaled_from'), { exact: true })).toBeVisible()
  await page.getByRole('link', { name: title, exact: true }).click()
  await expect(page.getByText(t('doors.link.scale'), { exact: true })).toBeVisible()
})

test('a hollow win is shown while it is told, and wherever the outcome is', async ({
  page,
  me,
  context,
  axe,
}, info) => {
  const t = texts(info, 'experiments', 'conclusions', 'propose', 'proposal', 'lessons')
  const { key, title } = await register(context.request, me.team.id, `Refund hollow ${crypto.randomUUID()}`, {
    counter_signal: 'Refunds to the wrong people',
    hollow_if: { direction: 'up', limit: 5 },
  })
  await open(page, `/experiments/${key}/conclude`)
  await page.locator('label', { has: page.locator('input[value=worked]') }).click()
  const rule = t('proposal.hollow.upLimit', { limit: 5 })
  await expect(page.getByText(t('conclusions.saidBefore', { rule }))).toBeVisible()
  await page.getByLabel(t('experiments.conclude.counterOf', { name: 'Refunds to the wrong people' })).fill('9')
  const gives = t('conclusions.hollow.counter_signal', { name: 'Refunds to the wrong people', rule })
  await expect(page.getByText(gives)).toBeVisible()
  await axe()
  await page.getByRole('button', { name: t('experiments.conclude.send') }).click()
  await expect(page.getByText(gives)).toBeVisible()
  await expect(page.locator('header').getByText(t('ui.outcome.hollow'))).toBeVisible()
  await open(page, `/experiments?team=${me.team.id}`)
  await expect(page.locator('main li').getByText(t('ui.outcome.hollow'))).toBeVisible()
  await call(
    context.request,
    'put',
    `/experiments/${key}/lesson`,
    {
      headline: 'When refunds are counted, then they are paid',
      happened: 'They were paid to anybody',
      surprise: 'Nobody asked',
      conditions: [{ kind: 'rules', text: 'The target was a number' }],
    },
    { 'If-Match': '*' },
  )
  await call(context.request, 'post', `/experiments/${key}/lesson/publish`)
  await open(page, `/lessons?q=${encodeURIComponent(title)}`)
  await expect(page.getByText(t('ui.outcome.hollow')).first()).toBeVisible()
})

test('the last day asks one question with three answers', async ({ page, me, context, axe }, info) => {
  const t = texts(info, 'experiments', 'checkins', 'doors')
  const { key } = await register(context.request, me.team.id, 'Refund at once', { ends_on: today() })
  await open(page, `/experiments/${key}`)
  const question = page.getByRole('region', { name: t('checkins.end.title') })
  await expect(question.getByRole('listitem')).toHaveCount(3)
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
  await question.getByRole('link', { name: t('checkins.declareMore') }).click()
  await expect(page).toHaveURL(`/experiments/${key}/extend`)
  await page.goBack()
  await question.getByRole('link', { name: t('experiments.do.conclude') }).click()
  await expect(page).toHaveURL(`/experiments/${key}/conclude`)
  await page.goBack()
  await question.getByRole('button', { name: t('experiments.stop'), exact: true }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('experiments.stopIt') })
    .click()
  await expect(page.locator('header').getByText(t('ui.outcome.stopped_early'))).toBeVisible()
})
