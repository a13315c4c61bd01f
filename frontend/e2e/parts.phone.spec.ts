import { administrator, expect, open, test } from './fixtures'
import { expectNarrow } from './registry'

const parts = {
  settings: ['', '/organisation', '/moments', '/moments/new', '/routes', '/routes/safety'],
  people: ['/people', '/people/new', '/teams', '/teams/new'],
  policy: [
    '/policy',
    '/policy/try',
    '/policy/history',
    '/policy/history/1',
    '/policy/change',
    '/policy/change?as=text',
  ],
}

for (const [name, addresses] of Object.entries(parts))
  test(`every part of the ${name} is accessible and no wider than 320 pixels`, async ({ page, context, axe }) => {
    await context.request.post('/api/v1/session', { data: administrator })
    for (const address of addresses)
      await test.step(address, async () => {
        await open(page, `/settings${address}`)
        await expect(page.locator('main [role=status][aria-label]')).toHaveCount(0)
        await axe()
        await expectNarrow(page)
      })
  })
