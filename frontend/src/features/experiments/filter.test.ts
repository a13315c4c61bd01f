import { describe, expect, it } from 'vitest'
import { addressOf, type Filter, isNarrowed, readFilter } from './filter'

describe('the filter in the address', () => {
  it.each<[string, Filter]>([
    ['/experiments', {}],
    ['/experiments?q=refund+at+once', { q: 'refund at once' }],
    ['/experiments?status=running&door=one_way&mine=yes', { status: 'running', door: 'one_way', mine: true }],
    [
      '/experiments?outcome=unclear&team=t&moment=m&owes=yes',
      { outcome: 'unclear', team: 't', moment: 'm', owes: true },
    ],
  ])('%s', (address, filter) => {
    expect(addressOf(filter)).toBe(address)
    expect(readFilter(address.slice('/experiments'.length))).toEqual({ ...readFilter(''), ...filter })
  })

  it('passes over what there is not', () => {
    const filter = readFilter('?status=lost&door=round&mine=no&page=2')
    expect(isNarrowed(filter)).toBe(false)
    expect(addressOf(filter)).toBe('/experiments')
  })
})
