import type { components } from '../src/lib/api/schema'
import { expect, open, test } from './fixtures'
import { anyVersion, call, expectNarrow, inBothSchemes, register, somebody, texts } from './registry'
import { deafen } from './reviewing'

type Draft = components['schemas']['LessonDraft']

test('what another team asked for is ticked on Home, and its readers see it', async ({
  page,
  me,
  admin,
  axe,
}, info) => {
  const t = texts(info, 'followups', 'home', 'lessons')
  const team = await call<typeof me.team>(admin, 'post', '/teams', { name: `Chat ${crypto.randomUUID().slice(0, 8)}` })
  const marek = await somebody(admin, 'Marek Nowak', team.id)
  const experiment = await register(marek.request, team.id, 'Greet by name', {})
  await call(marek.request, 'post', `/experiments/${experiment.id}/conclusion`, { outcome: 'did_not_work' })
  const followUp = { team_id: me.team.id, due: '2026-01-15', done: false }
  const content = {
    headline: 'When we greet by name, then queues move, because people answer',
    happened: 'The queue moved faster.',
    surprise: 'Children answered first.',
    conditions: [{ kind: 'tools', text: 'The screen showed the name.' }],
    follow_ups: [
      { ...followUp, what: 'Show names at the desks in Madrid' },
      { ...followUp, what: 'Order bigger screens' },
    ],
  }
  const path = `/experiments/${experiment.id}/lesson`
  await call(marek.request, 'put', path, content, { 'If-Match': '*' })
  const lesson = await call<Draft>(marek.request, 'post', `${path}/publish`)

  await open(page, '/')
  const due = page.getByRole('region', { name: t('followups.home') })
  await expect(due.getByRole('heading', { level: 3 })).toHaveCount(2)
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
  const first = due.getByRole('article').filter({ hasText: 'Show names at the desks in Madrid' })
  await first.getByRole('button', { name: t('followups.markDone') }).click()
  const said = page.getByText(t('followups.saidDone'))
  await expect(said).toBeVisible()
  const [told, bar] = await Promise.all([said.boundingBox(), page.locator('nav:visible').last().boundingBox()])
  expect((told?.y ?? 0) + (told?.height ?? 0)).toBeLessThan(bar?.y ?? 0)
  await expect(due.getByRole('heading', { level: 3 })).toHaveText(['Order bigger screens'])

  await due.getByRole('link', { name: t('followups.all') }).click()
  await page.getByRole('button', { name: t('followups.markNotNeeded') }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: t('followups.send') }).click()
  await expect(dialog.locator('[name=reason]')).toBeFocused()
  await axe()
  await dialog.locator('[name=reason]').fill('The old ones are big enough.')
  await dialog.getByRole('button', { name: t('followups.send') }).click()
  await expect(page.getByRole('heading', { name: t('followups.none') })).toBeVisible()
  await page.getByRole('link', { name: t('followups.not_needed'), exact: true }).click()
  await expect(page.getByText('The old ones are big enough.')).toBeVisible()
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)

  await page.getByRole('link', { name: t('followups.toLesson') }).click()
  await expect(page).toHaveURL(`/lessons/${lesson.id}`)
  await expect(page.locator('#follow-ups')).toContainText('The old ones are big enough.')
  await expect(page.locator('#follow-ups')).toContainText(t('lessons.followUp.done'))
  await page.getByRole('link', { name: t('lessons.myFollowUps') }).click()
  await page.getByRole('link', { name: t('followups.done'), exact: true }).click()
  const reopen = page.getByRole('button', { name: t('followups.reopen') })
  await page.route('**/api/v1/follow-ups/*', (route) => route.abort('connectionrefused'), { times: 1 })
  await reopen.click()
  await expect(page.getByRole('alert')).toBeVisible()
  await reopen.click()
  await expect(page.getByRole('heading', { name: t('followups.noneSuch') })).toBeVisible()
})

test('two who answer for one follow-up at once choose which answer stays', async ({ page, me, axe }, info) => {
  const t = texts(info, 'followups', 'conflict')
  const experiment = await register(page.request, me.team.id, 'Greet by name', {})
  await call(page.request, 'post', `/experiments/${experiment.id}/conclusion`, { outcome: 'did_not_work' })
  const content = {
    happened: 'The queue moved faster.',
    surprise: 'Children answered first.',
    conditions: [{ kind: 'tools', text: 'The screen showed the name.' }],
    follow_ups: [
      { what: 'Order bigger screens', done: false },
      { what: 'Teach the new ones', done: false },
    ],
  }
  await call(page.request, 'put', `/experiments/${experiment.id}/lesson`, content, anyVersion)
  await deafen(page)
  await open(page, '/follow-ups')
  const { items } = await call<{ items: { id: string; what: string }[] }>(page.request, 'get', '/follow-ups')
  const meanwhile = (what: string, end: object) =>
    call(page.request, 'put', `/follow-ups/${items.find((one) => one.what === what)?.id}`, end, anyVersion)
  const row = (what: string) => page.getByRole('article').filter({ hasText: what })
  const done = (what: string) => row(what).getByRole('button', { name: t('followups.markDone') })
  await expect(done('Order bigger screens')).toBeVisible()
  await meanwhile('Order bigger screens', { state: 'not_needed', reason: 'The old ones are big enough.' })
  await done('Order bigger screens').click()
  const conflict = page.getByRole('region', { name: t('conflict.title') })
  await expect(conflict).toContainText('The old ones are big enough.')
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
  await conflict.getByRole('radio', { name: t('conflict.keepMine') }).check()
  await conflict.getByRole('button', { name: t('conflict.done') }).click()
  await expect(page.locator('h1')).toBeFocused()
  await expect(row('Order bigger screens')).toHaveCount(0)
  const ended = await call<{ items: object[] }>(page.request, 'get', '/follow-ups?state=done')
  expect(ended.items).toHaveLength(1)

  // Who gives the same answer is asked nothing.
  await meanwhile('Teach the new ones', { state: 'done' })
  await done('Teach the new ones').click()
  await expect(page.getByRole('heading', { name: t('followups.none') })).toBeVisible()
})
