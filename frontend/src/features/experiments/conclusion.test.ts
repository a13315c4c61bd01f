import { describe, expect, it } from 'vitest'
import { merge } from '@/lib/merge'
import { type Answers, conclusionOf, recoveryOf, recoveryStepsOf, ticked, unanswered } from './conclusion'
import { hollowBecause } from './hollowBecause'

const sent = (answers: Partial<Answers>) => JSON.parse(JSON.stringify(conclusionOf({ ...unanswered, ...answers })))

describe('a conclusion', () => {
  it('says only what was answered', () => {
    expect(sent({})).toEqual({})
    expect(sent({ outcome: 'worked' })).toEqual({ outcome: 'worked' })
  })

  it('counts what customers said, with nought for what was left empty beside a count', () => {
    expect(sent({ keptPromise: { yes: 11, no: null }, quotes: ' Quick. \n\nThank you!' })).toEqual({
      customers_say: { kept_promise: { yes: 11, no: 0 }, quotes: ['Quick.', 'Thank you!'] },
    })
  })

  it('tells what undoing took only where something was undone', () => {
    expect(sent({ undone: 'no', hours: 3, leftOvers: 'A sign' })).toEqual({ undone: { needed: false } })
    expect(sent({ undone: 'yes', hours: 3, leftOvers: ' A sign ' })).toEqual({
      undone: { needed: true, hours: 3, left_overs: 'A sign' },
    })
  })

  it('tells of a recovery only where customers were hurt', () => {
    expect(sent({ hurt: 'no', recovery: ['time'] })).toEqual({})
    expect(sent({ hurt: 'yes', recovery: ['time', 'act'], loopClosedOn: '2026-11-22' })).toEqual({
      recovery: { time: true, acknowledge: false, meet: false, act: true },
    })
    expect(sent({ hurt: 'yes', recovery: ['act', 'meet', 'time', 'acknowledge'], loopClosedOn: '2026-11-22' })).toEqual(
      {
        recovery: { time: true, acknowledge: true, meet: true, act: true, loop_closed_on: '2026-11-22' },
      },
    )
  })

  it('says nothing of what never ran but what comes next', () => {
    expect(sent({ outcome: 'not_run', signal: 3, undone: 'yes', hurt: 'yes', next: 'drop' })).toEqual({
      outcome: 'not_run',
      next: 'drop',
    })
  })
})

describe('a recovery', () => {
  const none = { time: false, acknowledge: false, meet: false, act: false }

  it('takes the steps of two people together', () => {
    const base = recoveryStepsOf(none)
    const mine = recoveryStepsOf({ ...none, meet: true })
    const theirs = recoveryStepsOf({ ...none, time: true })
    const { values, conflicts } = merge(base, mine, theirs)
    expect(conflicts).toEqual([])
    expect(recoveryOf(ticked(values))).toEqual({ ...none, time: true, meet: true })
  })

  it('asks only which day it was', () => {
    const all = { time: true, acknowledge: true, meet: true, act: true }
    const on = (loop_closed_on?: string) => recoveryStepsOf({ ...all, loop_closed_on })
    expect(merge(on(), on('2026-11-21'), on('2026-11-22')).conflicts).toEqual(['loopClosedOn'])
  })
})

describe('a hollow win', () => {
  const above = { direction: 'up', limit: 5 } as const
  const below = { direction: 'down', limit: 5 } as const

  it('is what the team calls so', () => {
    expect(hollowBecause({ outcome: 'worked', right_reason: 'no' }, undefined)).toEqual(['right_reason'])
    expect(hollowBecause({ outcome: 'worked', right_reason: 'unsure' }, undefined)).toEqual([])
    expect(hollowBecause({ outcome: 'did_not_work', right_reason: 'no' }, above)).toEqual([])
  })

  it('is what the counter-signal gives away', () => {
    expect(hollowBecause({ outcome: 'worked', right_reason: 'yes', counter_signal: 6 }, above)).toEqual([
      'counter_signal',
    ])
    expect(hollowBecause({ outcome: 'worked', counter_signal: 5 }, above)).toEqual([])
    expect(hollowBecause({ outcome: 'worked', counter_signal: 4 }, below)).toEqual(['counter_signal'])
    expect(hollowBecause({ outcome: 'worked', counter_signal: 4 }, { direction: 'down' })).toEqual([])
    expect(hollowBecause({ outcome: 'worked' }, above)).toEqual([])
  })
})
