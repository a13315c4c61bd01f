import { readFile } from 'node:fs/promises'
import type { components } from '../src/lib/api/schema'
import { expect, open, test } from './fixtures'
import { call, register, texts } from './registry'

type Draft = components['schemas']['LessonDraft']

test('a lesson is saved as Markdown, alone and with all, and is printed without what is around it', async ({
  page,
  me,
}, info) => {
  const t = texts(info, 'lessons')
  const { request } = page
  const experiment = await register(request, me.team.id, 'Greet by name', {})
  await call(request, 'post', `/experiments/${experiment.id}/conclusion`, { outcome: 'worked' })
  const path = `/experiments/${experiment.id}/lesson`
  const told = { headline: 'Names *help*', happened: 'It was faster.', surprise: 'Children answered.' }
  await call(request, 'put', path, { ...told, conditions: [{ kind: 'tools', text: 'A screen' }] }, { 'If-Match': '*' })
  const { id } = await call<Draft>(request, 'post', `${path}/publish`)

  await open(page, `/lessons/${id}`)
  const [document] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: t('lessons.document') }).click(),
  ])
  expect(document.suggestedFilename()).toBe(`${experiment.key}.md`)
  expect(await readFile(await document.path(), 'utf8')).toMatch(/^# Names \\\*help\\\*\n/)

  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText(page.url())).toBeVisible()
  await expect(page.getByRole('navigation').filter({ visible: true })).toHaveCount(0)
  await expect(page.getByRole('link', { name: t('lessons.try') })).toBeHidden()
  await page.emulateMedia({ media: 'screen', colorScheme: null })

  await open(page, '/lessons')
  const [archive] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: t('lessons.export') }).click(),
  ])
  expect(archive.suggestedFilename()).toBe('lessons.zip')
  expect((await readFile(await archive.path())).includes(`${experiment.key}.md`)).toBe(true)
})
