import { afterAll, expect, test, vi } from 'vitest'
import { formats } from './format'
import { answers, stubBrowser } from './testBrowser'

stubBrowser({}, answers(200, {}))
const { signalText } = await import('./proposal')
afterAll(() => vi.unstubAllGlobals())

const calls = { name: 'Repeat calls', unit: '%', baseline: 12_000, target: 8 }

test.each([
  ['en-GB', '12,000'],
  ['es-ES', '12.000'],
  ['pl-PL', '12\u00a0000'],
])('what was, the arrow and what is hoped for stand on one line: %s', (locale, before) => {
  expect(signalText(formats(locale), calls)).toBe(`Repeat calls: ${before}\u00a0→\u00a08\u00a0%`)
})

test.each([
  [{ ...calls, baseline: undefined }, 'Repeat calls: 8\u00a0%'],
  [{ ...calls, baseline: undefined, target: undefined }, 'Repeat calls'],
  [undefined, ''],
])('what is not said of a number leaves no sign: %o', (signal, said) => {
  expect(signalText(formats('en-GB'), signal)).toBe(said)
})
