import { readFileSync } from 'node:fs'
import { type APIRequestContext, expect, type Page, request as requests, type TestInfo } from '@playwright/test'
import type { components } from '../src/lib/api/schema'

type Schemas = components['schemas']
export type Experiment = Schemas['Experiment']
export type Somebody = { id: string; name: string; request: APIRequestContext }

/** Calls the API as somebody, and says what went wrong. */
export async function call<T>(
  request: APIRequestContext,
  method: 'get' | 'post' | 'put' | 'patch',
  path: string,
  data?: object,
  headers?: Record<string, string>,
): Promise<T> {
  const response = await request[method](`/api/v1${path}`, { data, headers })
  expect(response.ok(), `${method} ${path}: ${await response.text()}`).toBe(true)
  return (await response.json()) as T
}

export const anyVersion = { 'If-Match': '*' }

/** Another person, with a session of their own. */
export async function somebody(admin: APIRequestContext, name: string, team?: string): Promise<Somebody> {
  const email = `${crypto.randomUUID()}@example.com`
  const password = 'front line first'
  const { id } = await call<Schemas['Person']>(admin, 'post', '/people', {
    name,
    email,
    password,
    roles: ['member', 'reviewer'],
  })
  if (team) await call(admin, 'put', `/teams/${team}/members/${id}`)
  const request = await requests.newContext({ baseURL: `http://127.0.0.1:${process.env.AJAR_E2E_PORT}` })
  await call(request, 'post', '/session', { email, password })
  return { id, name, request }
}

/** Puts a person into a route, beside those whom other tests put there at the same moment. */
export async function serve(admin: APIRequestContext, person: string, ...routes: string[]) {
  for (const route of routes) {
    await expect(async () => {
      const read = await admin.get(`/api/v1/routes/${route}`)
      const { members, backups } = (await read.json()) as Schemas['Route']
      const ids = (list: Schemas['Colleague'][]) => list.map(({ person_id }) => person_id)
      const data = { members: [...ids(members), person], backups: ids(backups) }
      const written = await admin.put(`/api/v1/routes/${route}`, {
        data,
        headers: { 'If-Match': read.headers().etag ?? '*' },
      })
      expect(written.status()).toBe(200)
    }).toPass()
  }
}

export const safe = {
  health_or_safety: 'no',
  vulnerable_customers: 'no',
  legal_or_contract: 'no',
  binds_others: 'no',
  personal_data: 'no',
  destroys: 'no',
  public_promise: 'no',
  colleagues: 'no',
  can_stop_early: 'yes',
  own_hands: 'yes',
  made_whole: 'yes',
  customers_exposed: 50,
  money_at_risk: 100,
  undo_cost: 0,
  undo_hours: 1,
  noticed_within: 'same_day',
}

/** Registers an experiment of a team and starts it, or asks the reviewers where an answer closes the door. */
export function register(request: APIRequestContext, team: string, title: string, more: object, answers: object = {}) {
  return call<Experiment>(request, 'post', '/experiments', {
    title,
    team_id: team,
    language: 'en',
    change: 'Whoever answers the phone gives back up to 20 € at once.',
    effect: 'Fewer customers call a second time.',
    because: 'They hear a yes the first time.',
    signal: { name: 'Repeat calls', unit: '%', direction: 'down', baseline: 11, target: 8 },
    counter_signal: 'Refunds to the same address',
    way_back: 'We take the right away in the desk settings.',
    stop_rule: 'More than 300 € go out in a day.',
    premortem: 'Word got around that a call is worth 20 €.',
    ends_on: '2099-12-06',
    ...more,
    answers: { ...safe, ...answers },
    submit: true,
    start: true,
  })
}

/** One text of the pages, with its values filled in. */
export type Text = (key: string, values?: Record<string, string | number>) => string

/** The texts of features in the language of the project. */
export const texts = (info: TestInfo, ...features: string[]) =>
  textsIn(String(info.project.use.locale).slice(0, 2), ...features)

/** The texts of features in a language. */
export function textsIn(language: string, ...features: string[]): Text {
  const read = (name: string): Record<string, string> =>
    JSON.parse(readFileSync(new URL(`../src/locales/${language}/${name}.json`, import.meta.url), 'utf8'))
  const all = Object.assign({}, ...['core', ...features].map(read)) as Record<string, string>
  return (key, values = {}) => {
    const text = all[key]
    if (text === undefined) throw new Error(`no text ${key}`)
    return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
  }
}

/** Looks at the page with axe in its own colour scheme, and at the colours of the other. */
export async function inBothSchemes(page: Page, axe: (what?: 'colours') => Promise<void>, info: TestInfo) {
  const own = info.project.use.colorScheme ?? 'light'
  await page.emulateMedia({ colorScheme: own === 'light' ? 'dark' : 'light' })
  await axe('colours')
  await page.emulateMedia({ colorScheme: own })
  await axe()
}

/** Nothing may be wider than a small phone, once the page has taken in how wide it is. */
export async function expectNarrow(page: Page) {
  const before = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 640 })
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  if (before) await page.setViewportSize(before)
}

/**
 * Ends the session with the next write to an address: were it ended before, another request might hear of it first, and
 * the dialog that asks for the password would take the keys.
 */
export async function endSessionAtWrite(page: Page, address: string) {
  let ended = false
  await page.route(address, async (route) => {
    if (!ended && route.request().method() !== 'GET') {
      ended = true
      await page.context().clearCookies()
    }
    await route.fallback()
  })
}
