import { expect, test } from 'vitest'
import { answersOf, blankOffer, needsWords, openersOf, patchOf } from './offer'

const opener = (field: string, to: unknown) => ({ field, to, message: '' })
const check = {
  openers: [
    {
      one_click: false,
      message: '',
      changes: [opener('answers.customers_exposed', 200), opener('answers.destroys', 'no')],
    },
  ],
} as unknown as Parameters<typeof openersOf>[0]
const proposal = { title: 'Tea', change: 'Tea at the desk', language: 'en' } as Parameters<
  typeof patchOf
>[0]['proposal']

test('figures are offered by themselves, a risk only when somebody answers it', () => {
  const openers = openersOf(check)
  expect(answersOf(blankOffer, openers)).toEqual({ customers_exposed: 200 })
  expect(answersOf({ ...blankOffer, answers: { destroys: 'no' } }, openers)).toEqual({ destroys: 'no' })
  expect(answersOf(blankOffer, openersOf(undefined))).toEqual({})
  expect(needsWords({ customers_exposed: 200 })).toBe(false)
  expect(needsWords({ destroys: 'no' })).toBe(true)
})

test('an offer holds only what differs', () => {
  expect(patchOf({ proposal }, blankOffer, {})).toEqual({})
  const draft = { ...blankOffer, different: ' With lids. ', ends_on: '2026-12-24', stop_rule: ' ' }
  expect(patchOf({ proposal }, draft, { customers_exposed: 200 })).toEqual({
    change: 'Tea at the desk\n\nWith lids.',
    ends_on: '2026-12-24',
    answers: { customers_exposed: 200 },
  })
})
