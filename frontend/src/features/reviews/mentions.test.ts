import { expect, test } from 'vitest'
import { completed, meant, typed, written } from './mentions'

const rosa = { id: '01890a5d-ac96-774b-bcce-b302099a8057', name: 'Rosa' }
const full = { id: '01890a5d-ac96-774b-bcce-b302099a8058', name: 'Rosa Ñandú (lead)' }
const people = [rosa, full]

test('names become mentions and names again', () => {
  const text = 'Ask @Rosa, or @Rosa Ñandú (lead). Not @Rosalind.'
  const sent = written(text, people)
  expect(sent).toBe(`Ask @[Rosa](person:${rosa.id}), or @[Rosa Ñandú (lead)](person:${full.id}). Not @Rosalind.`)
  expect(typed(sent)).toBe(text)
})

test.each([
  ['hello @', [rosa, full]],
  ['hello @ros', [rosa, full]],
  ['hello @Rosa n', [full]],
  ['mail me@ros', []],
  ['hello @x', []],
  ['hello', []],
])('%s', (before, who) => expect(meant(before, people)).toEqual(who))

test('a begun mention is made whole', () => {
  expect(completed('Ask @ro now', 7, rosa)).toEqual(['Ask @Rosa now', 10])
})
