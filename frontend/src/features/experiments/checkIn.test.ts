import { describe, expect, it } from 'vitest'
import { checkInOf, unanswered } from './checkIn'

const today = '2026-11-22'

describe('a check-in', () => {
  it('leaves out what was not answered, so that the server names it', () => {
    expect(JSON.parse(JSON.stringify(checkInOf(unanswered(today))))).toEqual({ on: today })
  })

  it('says what was answered', () => {
    const answers = {
      ...unanswered(today),
      reached: 12,
      signal: 7,
      n: 30,
      hits: 7,
      counterSignal: 0,
      stopRule: 'no' as const,
      quotes: ' Hot, thank you \n\n Nice',
      note: ' A quiet day ',
    }
    expect(checkInOf(answers)).toEqual({
      on: today,
      customers_reached: 12,
      signal: { value: 7, n: 30, hits: 7 },
      counter_signal: 0,
      stop_rule_tripped: false,
      quotes: ['Hot, thank you', 'Nice'],
      note: 'A quiet day',
    })
  })

  it('works out the share that was counted', () => {
    const counted = { ...unanswered(today), n: 30, hits: 7 }
    expect(checkInOf(counted, '%').signal).toEqual({ value: 23.333, n: 30, hits: 7 })
    expect(checkInOf(counted, 'of all').signal).toEqual({ value: 0.233, n: 30, hits: 7 })
    expect(checkInOf({ ...unanswered(today), signal: 9.5, n: 12, sd: 2 }, 'min').signal).toEqual({
      value: 9.5,
      n: 12,
      sd: 2,
    })
  })

  it('says that the stop rule tripped', () => {
    expect(checkInOf({ ...unanswered(today), stopRule: 'yes' }).stop_rule_tripped).toBe(true)
  })

  it('keeps a count whose value is missing, so that the server asks for it', () => {
    expect(checkInOf({ ...unanswered(today), n: 30 }).signal).toEqual({ n: 30 })
  })
})
