import { describe, expect, it } from 'vitest'
import { compose, isWhole, takeApart } from './headline'

const parts = { when: 'agents may give back 10 €', outcome: 'repeat calls fall', because: 'people hear a yes' }

describe('headline', () => {
  it.each([
    ['en', 'When agents may give back 10 €, then repeat calls fall, because people hear a yes'],
    ['es', 'Cuando agents may give back 10 €, entonces repeat calls fall, porque people hear a yes'],
    ['pl', 'Gdy agents may give back 10 €, to repeat calls fall, bo people hear a yes'],
  ] as const)('%s goes together and apart', (language, whole) => {
    expect(compose(language, parts)).toBe(whole)
    expect(takeApart(whole)).toEqual(parts)
  })

  it('keeps parts that are not finished', () => {
    const begun = { when: 'we call, first', outcome: '', because: '' }
    expect(takeApart(compose('en', begun))).toEqual(begun)
    expect(takeApart(compose('en', begun).trim())).toEqual(begun)
    expect(isWhole(compose('en', begun))).toBe(false)
  })

  it('is empty while nothing is written', () => {
    expect(compose('pl', { when: ' ', outcome: '', because: '' })).toBe('')
    expect(isWhole('')).toBe(false)
  })

  it('leaves other sentences as they are', () => {
    expect(takeApart('Small refunds given at once cost less')).toBeNull()
    expect(isWhole('Small refunds given at once cost less')).toBe(true)
  })
})
