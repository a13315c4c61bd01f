import { describe, expect, it } from 'vitest'
import { type Answers, conclusionOf, isHollow, unanswered } from './conclusion'

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
      recovery: { time: true, acknowledge: false, meet: false, act: true, loop_closed_on: '2026-11-22' },
    })
  })

  it('is hollow when the number moved for the wrong reason', () => {
    expect(isHollow({ outcome: 'worked', right_reason: 'no' })).toBe(true)
    expect(isHollow({ outcome: 'worked', right_reason: 'unsure' })).toBe(false)
    expect(isHollow({ outcome: 'did_not_work', right_reason: 'no' })).toBe(false)
  })
})
