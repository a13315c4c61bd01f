import { setupI18n } from '@lingui/core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'

const texts = {
  'problem.unknown': 'Something went wrong.',
  'problem.offline': 'No connection.',
  'problem.page': 'This part failed.',
  'problem.404': 'Not found.',
  'refusal.team-decides': 'Somebody else decides.',
  'refusal.name-taken': 'Choose another name.',
  'refusal.field.max_length': 'Keep it to {n} characters.',
}
const i18n = setupI18n({ locale: 'en', messages: { en: texts } })
const t = (key: string, values?: Record<string, string | number>) =>
  (texts[key as keyof typeof texts] ?? key).replace('{n}', String(values?.n))

vi.mock('../i18n', () => ({ isKey: (key: string) => key in i18n.messages }))
const { asProblem, fieldErrors, isPassing, problemText } = await import('./problem')

beforeAll(() => void i18n.activate('en'))
afterAll(() => void vi.resetModules())

it.each([
  [
    'our own sentence first',
    { type: '/problems/team-decides', status: 403, detail: 'english' },
    'Somebody else decides.',
  ],
  ['the server’s for a rule we do not know', { type: '/problems/new-rule', status: 409, detail: 'Do x.' }, 'Do x.'],
  ['one for the status without a detail', { status: 404 }, 'Not found.'],
  [
    'nothing of a failing server’s own words',
    { type: '/problems/x', status: 500, detail: 'SQL' },
    'Something went wrong.',
  ],
])('says %s', (_, problem, said) => {
  expect(problemText(t, problem)).toBe(said)
})

it('takes no answer for being offline and anything else that is thrown for a fault of the page', () => {
  expect(problemText(t, asProblem(new TypeError('fetch failed')) ?? {})).toBe('No connection.')
  expect(problemText(t, asProblem(new RangeError('bug')) ?? {})).toBe('This part failed.')
})

it('names each bad field by its path in the body', () => {
  const errors = [
    { location: 'body.answers.undo_hours', code: 'strange', message: 'Give 24 or less.' },
    { location: 'body.conditions[2].text', code: 'max_length', message: 'Shorten it to 200 characters.' },
    { location: 'body.conditions[2].text', code: 'other', message: 'The second is left out.' },
    { location: 'query.limit', code: 'strange', message: 'Give less.' },
  ]
  expect(fieldErrors(t, { errors })).toEqual({
    'answers.undo_hours': 'Give 24 or less.',
    'conditions.2.text': 'Keep it to 200 characters.',
    '': 'Give less.',
  })
})

it('shows the refusal of a rule at the field it is about', () => {
  expect(fieldErrors(t, { type: '/problems/name-taken', status: 409 })).toEqual({ name: 'Choose another name.' })
})

it.each([
  [new TypeError('no network'), true],
  [{ status: 503 }, true],
  [{ status: 429 }, true],
  [{ status: 500 }, false],
  [{ status: 412 }, false],
])('%j is passing: %s', (error, passing) => {
  expect(isPassing(error)).toBe(passing)
})
