import { expect, it } from 'vitest'
import { type Parts, partsOf, together } from './parts'
import type { Draft } from './queries'

const calendar = { days: ['monday'], from: '09:00', to: '17:00', closed: [] }
const rule = {
  id: 'much_money',
  gate: 'money_at_risk',
  route: 'money',
  field: 'answers.money_at_risk',
  when: 'true',
  says: { en: 'Much money.' },
  opens: { en: 'Less.' },
}
const draft: Draft = {
  source: '',
  faults: [],
  limits: [
    { limit: 'customers', value: 200 },
    { limit: 'money', value: 1000 },
  ],
  calendar,
  rules: [rule],
}
const base = partsOf(draft)
const but = (changes: Parts) => ({ ...base, ...changes })

it('puts together what each changed alone', () => {
  const mine = but({ 'limits.customers': 100, 'texts.much_money.says.en': 'Too much.', 'calendar.from': '08:00' })
  const theirs = but({ 'limits.money': 500, 'calendar.to': '16:00' })
  expect(together(base, mine, theirs)).toEqual({
    conflicts: [],
    fits: true,
    edits: {
      limits: [{ limit: 'customers', value: 100 }],
      texts: [{ rule: 'much_money', part: 'says.en', to: 'Too much.' }],
      calendar: { ...calendar, from: '08:00', to: '16:00' },
    },
  })
})

it.each<[string, string[], number]>([
  ['mine stays', [], 100],
  ['theirs is taken', ['limits.customers'], 150],
])('where both changed a part: %s', (_, taken, value) => {
  const both = together(base, but({ 'limits.customers': 100 }), but({ 'limits.customers': 150 }), taken)
  expect(both).toEqual({
    conflicts: ['limits.customers'],
    fits: true,
    edits: { limits: [{ limit: 'customers', value }], texts: [] },
  })
})

it('does not fit where theirs has no such part any more', () => {
  const { 'texts.much_money.says.en': _, ...theirs } = base
  expect(together(base, but({ 'texts.much_money.says.en': 'Too much.' }), theirs).fits).toBe(false)
})
