import { describe, expect, it } from 'vitest'
import { compareWords, type Piece, rowsOf } from './differences'

const marked = (pieces: Piece[]) => pieces.map(({ text, own }) => (own ? `[${text}]` : text)).join('')

describe('compareWords', () => {
  it.each([
    ['We refund 20 € at once', 'We refund 10 € at once', 'We refund [20] € at once', 'We refund [10] € at once'],
    ['one two three', 'one three', 'one [two ]three', 'one three'],
    ['', 'new words', '', '[new words]'],
    ['same', 'same', 'same', 'same'],
    ['zwrot paczki', 'zwrot dużej paczki', 'zwrot paczki', 'zwrot [dużej ]paczki'],
    ['They answer at once', 'We ask the courier first', '[They answer at once]', '[We ask the courier first]'],
    ['two old words', 'two quite new words', 'two [old] words', 'two [quite new ]words'],
  ])('%s → %s', (before, after, wantBefore, wantAfter) => {
    const [was, is] = compareWords(before, after)
    expect([marked(was), marked(is)]).toEqual([wantBefore, wantAfter])
  })

  it('shows very long texts whole', () => {
    const long = 'word '.repeat(2000)
    expect(compareWords(long, 'word')[0]).toEqual([{ text: long, own: true }])
  })

  it('loses nothing of either text', () => {
    const [before, after] = ['a, b;  c\n\nd', 'b c\nd e!']
    expect(compareWords(before, after).map((pieces) => pieces.map(({ text }) => text).join(''))).toEqual([
      before,
      after,
    ])
  })
})

describe('rowsOf', () => {
  it('takes answers apart and leaves out those that are the same', () => {
    const from = { personal_data: 'no', customers_exposed: 300 }
    const to = { personal_data: 'no', customers_exposed: 100, undo_hours: 2 }
    const rows = rowsOf([
      { field: 'change', from: 'a', to: 'b' },
      { field: 'answers', from, to },
    ])
    expect(rows.map(({ field, from: was, to: is }) => [field, was, is])).toEqual([
      ['change', 'a', 'b'],
      ['customers_exposed', 300, 100],
      ['undo_hours', undefined, 2],
    ])
  })
})
