import { expect, test } from 'vitest'
import { patchOf, pilotOf, reopened } from './pilotChanges'

const reason = (gate: string) => ({ gate, rule: gate, route: 'lead', field: `answers.${gate}`, message: gate })
const whole = {
  change: 'Tea at every desk.',
  ends_on: '2026-12-24',
  answers: { health_or_safety: 'yes', customers_exposed: 900, destroys: 'no' } as const,
  classification: {
    door: 'one_way',
    undo_grade: 'tattoo',
    policy_version: 1,
    reasons: [reason('health_or_safety'), reason('customers_exposed')],
  } as const,
}

test('what closed the door is asked anew, and how many customers in any case', () => {
  expect(reopened(whole as never)).toEqual(['health_or_safety', 'customers_exposed'])
  expect(reopened({ classification: undefined })).toEqual(['customers_exposed'])
})

test('a risk is not answered until it is answered; figures and a day to come stay', () => {
  expect(pilotOf(whole as never, 'Tea (pilot)', '2026-11-22')).toEqual({
    title: 'Tea (pilot)',
    different: '',
    ends_on: '2026-12-24',
    answers: { health_or_safety: null, customers_exposed: 900 },
  })
  expect(pilotOf(whole as never, 'Tea', '2027-01-01').ends_on).toBeNull()
})

test('what is different is added to the plan', () => {
  const pilot = pilotOf(whole as never, ' Tea ', '2026-11-22')
  expect(patchOf(whole as never, pilot)).toMatchObject({ title: 'Tea', change: undefined })
  expect(patchOf(whole as never, { ...pilot, different: ' Lids on. ' }).change).toBe('Tea at every desk.\n\nLids on.')
})
