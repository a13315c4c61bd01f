import { expect, open, test } from './fixtures'
import { anyVersion, call, expectNarrow, inBothSchemes, register, somebody, texts } from './registry'

test('the history is narrowed in the address, and each entry has a link that colleagues can open', async ({
  page,
  me,
  context,
  admin,
  axe,
}, info) => {
  const t = texts(info, 'experiments', 'checkins', 'proposal')
  const { key } = await register(context.request, me.team.id, 'Refund at once', {})
  const at = `/experiments/${key}`
  await call(context.request, 'patch', at, { way_back: 'We go back to vouchers.' }, anyVersion)
  await call(context.request, 'post', `${at}/pause`)
  await call(context.request, 'post', `${at}/resume`)

  await open(page, `${at}?tab=history`)
  const entries = page.locator('main ol > li')
  const entry = (event: string) => entries.filter({ hasText: t(`experiments.event.experiment.${event}`) })
  await expect(entries).toHaveCount(6)
  await expect(entry('edited').getByText('vouchers')).toBeVisible()
  await inBothSchemes(page, axe, info)
  await expectNarrow(page)
  await page.getByText(t('experiments.history.about.plan'), { exact: true }).click()
  await expect(page).toHaveURL(`${at}?tab=history&about=plan`)
  await expect(entries).toHaveCount(1)
  await page.reload()
  await expect(entries).toHaveCount(1)
  await page.getByText(t('experiments.history.about.lesson'), { exact: true }).click()
  await page.getByText(t('experiments.history.about.plan'), { exact: true }).click()
  await expect(page.getByRole('heading', { name: t('experiments.history.none') })).toBeVisible()
  await page.getByText(t('experiments.history.about.lesson'), { exact: true }).click()

  await entry('resumed').getByRole('link').click()
  await expect(page).toHaveURL(/\?tab=history&event=[0-9a-f-]{36}$/)
  await expect(entry('resumed')).toHaveAttribute('aria-current', 'true')
  await expect(entry('resumed')).toBeFocused()
  await axe()
  const link = new URL(page.url())

  await call(context.request, 'post', `${at}/stop`)
  const cora = await somebody(admin, 'Cora Field')
  const { cookies } = await cora.request.storageState()
  await context.clearCookies()
  await context.addCookies(cookies)
  await open(page, link.pathname + link.search)
  await expect(entry('resumed')).toHaveAttribute('aria-current', 'true')
  await expect(entries.filter({ hasText: me.name })).toHaveCount(0)
  await open(page, `${at}?tab=history&event=gone`)
  await expect(page.getByText(t('experiments.history.gone'))).toBeVisible()
})
