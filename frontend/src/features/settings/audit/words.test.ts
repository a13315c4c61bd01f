import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { kinds } from './kinds'
import { nounOf, placeOf, textKeys } from './words'

const json = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))

/** Every kind of event that the server can record, as its document lists them. */
const recorded: string[] = json('../../../../../api/openapi.json').paths['/api/v1/audit'].get.parameters.find(
  ({ name }: { name: string }) => name === 'kind',
).schema.enum

it('has words for every kind of event', () => {
  const texts = { ...json('../../../locales/en/audit.json'), ...json('../../../locales/en/experiments.json') }
  expect(kinds).toEqual(recorded)
  expect(kinds.length).toBeGreaterThan(50)
  expect(kinds.filter((kind) => !textKeys(kind).some((key) => key in texts))).toEqual([])
  expect(kinds.filter((kind) => !nounOf(kind))).toEqual([])
})

it.each([
  [{ subject: 'person:7' }, '/settings/people/7'],
  [{ subject: 'organisation' }, '/settings/organisation'],
  [{ subject: 'policy:3' }, '/settings/policy/history/3'],
  [{ subject: 'token:7' }, undefined],
  [{ subject: 'dragon:7' }, undefined],
  [
    { subject: 'review:7', experiment: { id: '1', key: 'E-42', title: 'Tea' }, experiment_id: '1' },
    '/experiments/E-42',
  ],
  [{ subject: 'experiment:1', experiment_id: '1' }, undefined],
])('leads from %o to %s', (event, href) => {
  expect(placeOf({ experiment_id: null, ...event })?.href).toBe(href)
})
