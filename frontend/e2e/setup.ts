import { administrator, expect, open, test } from './fixtures'

test('the first administrator sets the registry up in the browser', async ({ page, axe }) => {
  await open(page, '/experiments')
  await expect(page).toHaveURL('/setup')
  await axe()

  await page.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByRole('alert')).toContainText('What is your organisation called? Please answer this.')
  await expect(page.getByLabel('What is your organisation called?')).toBeFocused()
  await axe()

  await page.getByLabel('What is your organisation called?').fill('Northwind Hotels')
  await expect(page.getByRole('alert')).not.toContainText('What is your organisation called?')
  await page.getByLabel('Your name').fill(administrator.name)
  await page.getByLabel('Your e-mail').fill(administrator.email)
  await page.getByLabel('A password').fill(administrator.password)
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(page).toHaveURL('/')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Home')
})
