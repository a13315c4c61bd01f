import { describe, expect, it } from 'vitest'
import { addressOf, isNarrowed, readFilter } from './filter'

describe('the filter in the address', () => {
  it.each([
    ['', '/obstacles'],
    ['state=kept', '/obstacles?state=kept'],
    ['state=unheard', '/obstacles'],
    ['mine=yes&most=yes&q=three+forms', '/obstacles?q=three+forms&mine=yes&most=yes'],
    ['moment=m&team=t', '/obstacles?team=t&moment=m'],
  ])('%s is written as %s', (read, written) => {
    expect(addressOf(readFilter(read))).toBe(written)
  })

  it('is not narrowed by an order', () => {
    expect(isNarrowed(readFilter('most=yes'))).toBe(false)
    expect(isNarrowed(readFilter('mine=yes'))).toBe(true)
  })
})
