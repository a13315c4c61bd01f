import type { components } from '../src/lib/api/schema'
import { expect, open, test } from './fixtures'
import { call, inBothSchemes, register, somebody, texts } from './registry'

type Schemas = components['schemas']

/** Words that stand in no other test's experiments. */
const rare = () =>
  Array.from(crypto.randomUUID().replace(/\W/g, ''), (one) => 'bcdfghjklmnpqrst'[parseInt(one, 16)]).join('')

test('who tried it before is told while one writes, and is built on', async ({ page, me, admin, axe }, info) => {
  const t = texts(info, 'propose', 'proposal')
  const [one, two] = [rare(), rare()]
  const team = await call<Schemas['Team']>(admin, 'post', '/teams', { name: `Others ${one}` })
  const { request } = await somebody(admin, 'Olga Other', team.id)
  const tried = await register(request, team.id, `Offer ${one} with ${two}`, {})
  await call(request, 'post', `/experiments/${tried.id}/conclusion`, { outcome: 'did_not_work' })
  await call(
    request,
    'put',
    `/experiments/${tried.id}/lesson`,
    {
      headline: `When ${one} comes with ${two}, nobody notices`,
      happened: 'Nobody noticed.',
      surprise: 'Not even we.',
      conditions: [{ kind: 'tools', text: 'No sign.' }],
    },
    { 'If-Match': '*' },
  )
  const lesson = await call<Schemas['LessonDraft']>(request, 'post', `/experiments/${tried.id}/lesson/publish`)
  const running = await register(request, team.id, `Again ${one} and ${two}`, {})

  const asked: string[] = []
  page.on('request', (request) => asked.push(decodeURIComponent(request.url())))
  await open(page, '/propose')
  const panel = page.getByRole('region', { name: t('proposal.similar.tried') })
  await expect(panel.getByText(t('proposal.similar.typing'))).toBeVisible()
  const title = page.locator('[data-field="title"] input')
  await title.fill(`${rare()} ${rare()}`)
  await expect(panel.getByText(t('proposal.similar.nobody')).first()).toBeVisible()
  await title.fill(`Serve ${one} with ${two}`)
  const learned = panel.getByRole('listitem').filter({ hasText: 'nobody notices' })
  await expect(learned.getByText(t('ui.outcome.did_not_work'))).toBeVisible()
  await expect(
    panel.getByRole('listitem').filter({ hasText: running.title }).getByText(t('ui.status.running')),
  ).toBeVisible()
  expect(asked.filter((address) => address.includes(one))).toEqual([])
  await inBothSchemes(page, axe, info)

  await learned.getByRole('button', { name: t('proposal.similar.buildOn') }).click()
  await expect(learned.getByRole('button', { name: t('proposal.similar.builtOn') })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await expect(page).toHaveURL(/draft=E-\d+$/)
  const key = new URL(page.url()).searchParams.get('draft')
  await expect
    .poll(async () => (await call<Schemas['Experiment']>(page.request, 'get', `/experiments/${key}`)).builds_on)
    .toEqual([lesson.id])

  const closed = await register(page.request, me.team.id, `Sell ${one} with ${two}`, {}, { personal_data: 'yes' })
  const { items } = await call<{ items: { id: string }[] }>(page.request, 'get', `/reviews?experiment=${closed.id}`)
  await page.goto(`/reviews/${items[0]?.id}`)
  await expect(page.getByRole('heading', { name: t('proposal.similar.lessons') })).toBeVisible()
  await expect(page.getByRole('link', { name: 'nobody notices' })).toHaveAttribute('href', `/lessons/${lesson.id}`)
  expect(asked.filter((address) => address.includes(one))).toEqual([])
})
