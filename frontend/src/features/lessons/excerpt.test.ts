import { expect, it } from 'vitest'
import { excerptOf } from './excerpt'

const lesson = {
  headline: 'When bikes hang, then people come',
  expected: 'Fewer wait.\nHooks are cheap.',
  happened: 'All were full.',
  surprise: 'Nobody rang. The saddles got wet! We dried them.',
  conditions: [{ kind: 'rules' as const, text: 'No day was named' }],
  applies: 'Child seats',
}

it.each([
  ['what the card shows already', ['full'], undefined],
  ['a sentence of what it does not', ['saddles'], 'The saddles got wet!'],
  ['the second line of what was expected', ['hooks'], 'Hooks are cheap.'],
  ['a condition', ['named'], 'No day was named'],
  ['where it applies', ['seats'], 'Child seats'],
  ['nowhere', ['tea'], undefined],
  ['nothing was looked for', [], undefined],
])('tells where a word stands: %s', (_, words, excerpt) => {
  expect(excerptOf(lesson, words)).toBe(excerpt)
})
