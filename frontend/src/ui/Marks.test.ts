import { expect, test } from 'vitest'
import { pieces } from './Marks'

const shown = (text: string, ...spans: [number, number][]) =>
  pieces(
    text,
    spans.map(([start, end]) => ({ start, end })),
  ).map(({ start, end, marked }) => (marked ? `[${text.slice(start, end)}]` : text.slice(start, end)))

test.each([
  ['nothing is marked', 'no peanuts', [], ['no peanuts']],
  ['in the middle', 'no peanuts here', [[3, 10]], ['no ', '[peanuts]', ' here']],
  [
    'out of order',
    'a b c',
    [
      [4, 5],
      [0, 1],
    ],
    ['[a]', ' b ', '[c]'],
  ],
  [
    'one within another',
    'peanuts',
    [
      [0, 7],
      [3, 5],
    ],
    ['[peanuts]'],
  ],
  ['beyond the end, as while one deletes', 'pea', [[1, 9]], ['p', '[ea]']],
  ['code units, not characters', '🥜 nuts', [[3, 7]], ['🥜 ', '[nuts]']],
] as [string, string, [number, number][], string[]][])('%s', (_, text, spans, expected) => {
  expect(shown(text, ...spans)).toEqual(expected)
})
