import type { Page } from '@playwright/test'
import { expect, open, test } from './fixtures'
import { call, type Experiment, serve, somebody } from './registry'
import { approve, openReview, proposed } from './reviewing'

const months =
  'January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec'
/** A day or an hour, as this language writes them for people and as programs do. */
const finerThanAMonth = new RegExp(
  `\\b\\d{1,2}(st|nd|rd|th)? (${months})\\b|\\b\\d{4}-\\d{2}-\\d{2}\\b|\\b\\d{1,2}/\\d{1,2}(/\\d{2,4})?\\b|\\b\\d{1,2}:\\d{2}\\b|\\b(today|yesterday|tomorrow)\\b|\\b(minutes?|hours?|days?) ago\\b`,
  'i',
)

/** All that a page tells: its words, and what stands behind them in attributes. */
const told = (page: Page) =>
  page.locator('main').evaluate((main) => {
    const attributes = [...main.querySelectorAll('*')].flatMap((one) =>
      ['datetime', 'title', 'aria-label', 'alt', 'value'].map((name) => one.getAttribute(name) ?? ''),
    )
    return [(main as HTMLElement).innerText, ...attributes].join('\n')
  })

test('a reader from outside sees months and no days of what is concluded, and no persons', async ({
  page,
  me: _,
  admin,
}) => {
  const robin = await somebody(admin, 'Robin Ortega')
  await serve(admin, robin.id, 'data')
  const { experiment, marek, title } = await proposed(admin, { destroys: 'yes' })
  const at = `/experiments/${experiment.id}`
  const { id: review } = await openReview(robin.request, experiment)
  await approve(robin.request, experiment)
  await call(marek.request, 'post', `${at}/start`)
  await call(marek.request, 'post', `${at}/check-ins`, {
    on: new Date().toISOString().slice(0, 10),
    customers_reached: 30,
    signal: { value: 9, n: 100, hits: 9 },
    quotes: ['Quick, for once'],
    stop_rule_tripped: false,
  })
  const { concluded_at: ended = '' } = await call<Experiment>(marek.request, 'post', `${at}/conclusion`, {
    outcome: 'did_not_work',
  })
  const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(ended),
  )

  const pages = ['', '?tab=check-ins', '?tab=review', '?tab=lesson', '?tab=history'].map(
    (tab) => `/experiments/${experiment.key}${tab}`,
  )
  const all: string[] = []
  for (const address of [...pages, `/reviews/${review}`, `/experiments?team=${experiment.team_id}`])
    await test.step(address, async () => {
      await open(page, address)
      await expect(page.getByText(title).first()).toBeVisible()
      await expect(page.locator('main [role=status][aria-label]')).toHaveCount(0)
      await page.locator('main').evaluate((main) => {
        for (const folded of main.querySelectorAll('details')) folded.open = true
      })
      await expect(page.locator('main [role=status][aria-label]')).toHaveCount(0)
      const text = await told(page)
      expect(text).not.toMatch(finerThanAMonth)
      expect(text).not.toContain(marek.name)
      expect(text).not.toContain(robin.name)
      all.push(text)
    })
  expect(all.join('\n')).toContain(month)
  expect(all.join('\n')).toContain('Quick, for once')
})
