import { expect, it } from 'vitest'
import { contraryFirst } from './contrary'

const lesson = (id: string) => ({
  id,
  outcome: id.startsWith('no') ? ('did_not_work' as const) : ('worked' as const),
  hollow_win: id.startsWith('hollow'),
})

it.each([
  ['nothing', '', '', ''],
  ['nothing contrary', 'a b c', '', 'a b c'],
  ['the two best that are', 'a no1 b hollow no2', 'no1 hollow', 'a b no2'],
  ['what is best already', 'no1 a no2', '', 'no1 a no2'],
  ['what hardly fits', 'a b c d e f g h i j no1', '', 'a b c d e f g h i j no1'],
])('puts first: %s', (_, found, first, others) => {
  const named = (list: { id: string }[]) => list.map(({ id }) => id).join(' ')
  const shown = contraryFirst(found.split(' ').filter(Boolean).map(lesson))
  expect([named(shown.first), named(shown.others)]).toEqual([first, others])
})
