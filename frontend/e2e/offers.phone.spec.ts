import { expect, open, test } from './fixtures'
import { call, type Experiment, expectNarrow, inBothSchemes, register, serve, somebody, texts } from './registry'
import { openReview } from './reviewing'

test('the team takes an offer with one press, and says why not to another', async ({ page, me, admin, axe }, info) => {
  const t = texts(info, 'reviews', 'offers', 'experiments')
  const robin = await somebody(admin, 'Robin Ortega')
  await serve(admin, robin.id, 'lead')
  const asked = { customers_exposed: 900 }
  const experiment = await register(page.request, me.team.id, 'Ring back within the hour', {}, asked)
  const { id } = await openReview(page.request, experiment)
  const offer = (customers: number) =>
    call(robin.request, 'post', `/reviews/${id}/counter-offers`, {
      changes: { answers: { customers_exposed: customers } },
      message: `With ${customers} you can start today.`,
    })
  await offer(150)
  await offer(40)

  await open(page, '/reviews')
  await page.getByRole('link', { name: /Ring back/ }).click()
  const first = page.getByRole('region').filter({ hasText: 'With 150 you can start today.' })
  const second = page.getByRole('region').filter({ hasText: 'With 40 you can start today.' })
  await expect(first.getByText(t('offers.gives.two_way'))).toBeVisible()
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)

  await second.getByRole('button', { name: t('offers.reject') }).click()
  await page.getByLabel(t('offers.rejectReason')).fill('Forty tell us nothing.')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('offers.rejectSend') })
    .click()
  await expect(second.getByRole('button', { name: t('offers.accept'), exact: true })).toHaveCount(0)

  await first.getByRole('button', { name: t('offers.acceptStart') }).click()
  await expect(page).toHaveURL(new RegExp(`/experiments/${experiment.key}$`))
  const now = await call<Experiment>(page.request, 'get', `/experiments/${experiment.id}`)
  expect([now.status, now.answers?.customers_exposed]).toEqual(['running', 150])
})
