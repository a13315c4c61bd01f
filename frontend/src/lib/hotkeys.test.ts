import { expect, it } from 'vitest'
import { type Hotkey, matcher, type Press } from './hotkeys'

const hotkey = (keys: string): Hotkey => ({ keys, label: keys, run: () => {} })
const hotkeys = ['n', 'g h', 'h', '?', 'mod k', 'mod Enter'].map(hotkey)
const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  timeStamp: 0,
  ...more,
})

function pressAll(presses: Press[], allowLetters = true, step = 100) {
  const match = matcher()
  return presses.map((one, at) => match({ ...one, timeStamp: at * step }, hotkeys, allowLetters)?.keys)
}

it.each([
  ['a letter', [press('n')], ['n']],
  ['a capital', [press('N')], ['n']],
  ['two in a row', [press('g'), press('h')], [undefined, 'g h']],
  ['the second alone', [press('h')], ['h']],
  ['a sign', [press('?')], ['?']],
  ['Ctrl', [press('k', { ctrlKey: true })], ['mod k']],
  ['⌘', [press('Enter', { metaKey: true })], ['mod Enter']],
  ['Alt is the browser’s', [press('n', { altKey: true })], [undefined]],
  ['Ctrl and a letter that is ours alone', [press('n', { ctrlKey: true })], [undefined]],
])('%s', (_, presses, found) => {
  expect(pressAll(presses)).toEqual(found)
})

it('forgets the first of two after a while', () => {
  expect(pressAll([press('g'), press('h')], true, 2000)).toEqual([undefined, 'h'])
})

it('keeps Ctrl keys when letters are off', () => {
  expect(pressAll([press('n'), press('k', { ctrlKey: true })], false)).toEqual([undefined, 'mod k'])
})
