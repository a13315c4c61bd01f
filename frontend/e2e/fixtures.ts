import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type APIRequestContext, test as base, expect, type Page } from '@playwright/test'
import axe, { type RunOptions } from 'axe-core'
import type { components } from '../src/lib/api/schema'
import { serverOn } from './servers'

export { expect }

export const administrator = { name: 'Ada Admin', email: 'ada@example.com', password: 'a door that is ajar' }

type Schemas = components['schemas']
export type Member = { name: string; email: string; password: string; team: Schemas['Team'] }

/** What a browser may say about what a page expects and shows: a wrong password, a connection or a server that a test takes away. */
const expected =
  /^Failed to load resource: (the server responded with a status of (4\d\d|503)|net::ERR_(INTERNET_DISCONNECTED|EMPTY_RESPONSE|CONNECTION_(REFUSED|RESET)))/

function listen(page: Page, heard: string[]) {
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected.test(message.text())) heard.push(message.text())
  })
  page.on('pageerror', (error) => heard.push(error.stack ?? error.message))
}

async function created<T>(request: APIRequestContext, path: string, data: object): Promise<T> {
  const response = await request.post(`/api/v1${path}`, { data })
  expect(response.status(), await response.text()).toBe(201)
  return (await response.json()) as T
}

/** What axe looks for. Style sheets need not be read again for these rules, which would take as long as the rest. */
const looks: Record<'everything' | 'colours', RunOptions> = {
  everything: {
    preload: false,
    resultTypes: ['violations'],
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  },
  colours: { preload: false, resultTypes: ['violations'], runOnly: { type: 'rule', values: ['color-contrast'] } },
}

/**
 * Runs in the page, where axe is. What comes, goes or changes its colour is of no colour for a moment; and what lies half
 * under a bar that stays in its place is no small target: one scrolls.
 */
async function violations(options: RunOptions) {
  for (const one of document.getAnimations()) if (one.effect?.getComputedTiming().endTime !== Infinity) one.finish()
  const { run } = (window as unknown as { axe: typeof axe }).axe
  const { violations } = await run(document, { ...options, elementRef: true })
  const found: string[] = []
  for (const { id, nodes } of violations)
    for (const { element, html } of nodes) {
      if (id === 'target-size' && element) {
        element.scrollIntoView({ block: 'center', behavior: 'instant' })
        const { violations } = await run(element, { runOnly: { type: 'rule', values: [id] } })
        if (violations.length === 0) continue
      }
      found.push(`${id}: ${html}`)
    }
  return found
}

type Tests = {
  /** Fails every test in which the page reports an error, also one of the Content Security Policy. */
  silence: undefined
  /** How the page looked when its test had failed. */
  picture: undefined
  /** Finds what axe finds on the page as it is now: everything, or only what depends on the colours. */
  axe: (what?: keyof typeof looks) => Promise<void>
  /** A member of a team of their own, signed in in this test's browser. */
  me: Member
  /**
   * A registry of this test's own, for what would change that of all tests: the organisation, the policy, who serves a
   * route. Its administrator is signed in in this test's browser, and calls it as `admin`.
   */
  own: { address: string; admin: APIRequestContext }
  /** What the server of `own` is set to besides its address. */
  settings: Record<string, string>
}
type Workers = { admin: APIRequestContext }

export const test = base.extend<Tests, Workers>({
  admin: [
    async ({ playwright }, use) => {
      const { email, password } = administrator
      const request = await playwright.request.newContext({ baseURL: `http://127.0.0.1:${process.env.AJAR_E2E_PORT}` })
      const response = await request.post('/api/v1/session', { data: { email, password } })
      expect(response.ok(), await response.text()).toBe(true)
      await use(request)
      await request.dispose()
    },
    { scope: 'worker' },
  ],

  silence: [
    async ({ page }, use) => {
      const heard: string[] = []
      listen(page, heard)
      await use(undefined)
      expect(heard).toEqual([])
    },
    { auto: true },
  ],

  // Playwright's own would take one of each page, in case its test has failed: a tenth of all the time.
  picture: [
    async ({ page }, use, info) => {
      await use(undefined)
      if (info.status === info.expectedStatus) return
      const body = await page.screenshot().catch(() => undefined)
      if (body) await info.attach('screenshot', { body, contentType: 'image/png' })
    },
    { auto: true },
  ],

  axe: async ({ page }, use) => {
    await use(async (what = 'everything') => {
      if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
      expect(await page.evaluate(violations, looks[what])).toEqual([])
    })
  },

  me: async ({ admin, context }, use, { testId, retry }) => {
    const mark = `${testId.slice(-12)}${retry}`
    const credentials = { email: `${mark}@example.com`, password: 'front line first' }
    const name = 'Lucía Vega'
    const person = await created<Schemas['Person']>(admin, '/people', { name, ...credentials, roles: ['member'] })
    const team = await created<Schemas['Team']>(admin, '/teams', { name: `Phone Madrid ${mark}` })
    const joined = await admin.put(`/api/v1/teams/${team.id}/members/${person.id}`)
    expect(joined.ok(), await joined.text()).toBe(true)
    const signedIn = await context.request.post('/api/v1/session', { data: credentials })
    expect(signedIn.ok(), await signedIn.text()).toBe(true)
    await use({ name, ...credentials, team })
  },

  settings: [{}, { option: true }],

  own: async ({ playwright, context, settings }, use) => {
    const folder = mkdtempSync(join(process.env.AJAR_E2E_DATA ?? '', 'own-'))
    const server = await serverOn(`sqlite://${folder}/ajar.db`, settings)
    const admin = await playwright.request.newContext({ baseURL: server.address })
    try {
      await server.start()
      const founded = await admin.post('/api/v1/setup', { data: { organisation: 'Harbour', ...administrator } })
      expect(founded.status(), await founded.text()).toBe(201)
      await context.request.post(`${server.address}/api/v1/session`, {
        data: { email: administrator.email, password: administrator.password },
      })
      await use({ address: server.address, admin })
    } finally {
      await admin.dispose()
      await server.kill()
      rmSync(folder, { recursive: true, force: true })
    }
  },
})

/** Waits until the page is there: keys pressed before would be lost. */
export async function open(page: Page, path: string) {
  await page.goto(path)
  await expect(page.locator('h1')).toBeVisible()
}
