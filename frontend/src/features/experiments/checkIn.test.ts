import { describe, expect, it } from 'vitest'
import { type Answers, answersOf, checkInOf, faultsOf, unanswered, usualKind } from './checkIn'

const today = '2026-11-22'
const nothing = unanswered(today, 'value')
const least = { ...nothing, reached: 12, stopRule: 'no' as const }

describe('a check-in', () => {
  it('says what was answered', () => {
    const answers = {
      ...least,
      kind: 'count' as const,
      n: 30,
      hits: 6,
      counterSignal: 0,
      quotes: ' Hot, thank you \n\n Nice',
      note: ' A quiet day ',
    }
    expect(checkInOf(answers, '%')).toEqual({
      on: today,
      customers_reached: 12,
      signal: { value: 20, n: 30, hits: 6 },
      counter_signal: 0,
      stop_rule_tripped: false,
      quotes: ['Hot, thank you', 'Nice'],
      note: 'A quiet day',
    })
  })

  it('works out the share that was counted', () => {
    const counted = { ...least, kind: 'count' as const, n: 30, hits: 7 }
    expect(checkInOf(counted, '%').signal).toEqual({ value: 23.333, n: 30, hits: 7 })
    expect(checkInOf(counted, 'of all').signal).toEqual({ value: 0.233, n: 30, hits: 7 })
  })

  const all = { signal: 9.5, n: 12, hits: 3, sd: 2 }
  it.each([
    ['count', { value: 0.25, n: 12, hits: 3 }],
    ['mean', { value: 9.5, n: 12, sd: 2 }],
    ['value', { value: 9.5 }],
  ] as const)('leaves out what a %s does not ask for', (kind, signal) => {
    expect(checkInOf({ ...least, ...all, kind }).signal).toEqual(signal)
  })

  it('needs no signal', () => {
    for (const kind of ['count', 'mean', 'value'] as const) expect(checkInOf({ ...least, kind }).signal).toBeUndefined()
  })

  it('asks for what a unit speaks of', () => {
    expect([usualKind('%'), usualKind('min'), usualKind()]).toEqual(['count', 'value', 'value'])
  })
})

describe('the faults of a check-in', () => {
  const cases: [Partial<Answers>, Record<string, string>][] = [
    [{}, {}],
    [
      { reached: null, stopRule: null },
      { customers_reached: 'required', stop_rule_tripped: 'required' },
    ],
    [{ kind: 'count', n: 30 }, { 'signal.hits': 'required' }],
    [{ kind: 'count', hits: 3 }, { 'signal.n': 'required' }],
    [{ kind: 'count', n: 0, hits: 0 }, { 'signal.n': 'minimum' }],
    [{ kind: 'count', n: 3, hits: 4 }, { 'signal.hits': 'too_many' }],
    [{ kind: 'count', n: 4, hits: 4 }, {}],
    [
      { kind: 'mean', sd: 2 },
      { 'signal.value': 'required', 'signal.n': 'required' },
    ],
    [{ kind: 'mean', signal: 9, n: 12, sd: -1 }, { 'signal.sd': 'minimum' }],
    [{ kind: 'mean', signal: 9, n: 12 }, {}],
    [{ kind: 'value', n: 0, hits: 4 }, {}],
    [{ quotes: `Fine\n${'ż'.repeat(1001)}` }, { quotes: 'max_length' }],
  ]
  it.each(cases)('of %j are %j', (change, want) => {
    const found = faultsOf({ ...least, ...change })?.errors ?? []
    expect(Object.fromEntries(found.map(({ location, code }) => [location.replace('body.', ''), code]))).toEqual(want)
  })
})

describe('a check-in that was refused', () => {
  it.each([
    { ...least, kind: 'count' as const, n: 30, hits: 7 },
    { ...least, kind: 'mean' as const, signal: 9.5, n: 12, sd: 2 },
    { ...least, signal: 4, counterSignal: 2, stopRule: 'yes' as const, quotes: 'One\nTwo', note: 'Rain' },
  ])('opens as it was said: %j', (answers) => {
    expect(answersOf(checkInOf(answers), 'value')).toEqual(answers)
  })
})
