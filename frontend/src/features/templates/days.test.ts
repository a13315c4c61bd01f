import { describe, expect, it } from 'vitest'
import { inTwelveMonths } from './days'

describe('the last of twelve months', () => {
  it.each([
    ['2026-11-22T12:00', '2027-11-21'],
    ['2027-01-01T12:00', '2027-12-31'],
    ['2028-02-29T12:00', '2029-02-28'],
  ])('from %s is %s', (from, last) => expect(inTwelveMonths(new Date(from))).toBe(last))
})
