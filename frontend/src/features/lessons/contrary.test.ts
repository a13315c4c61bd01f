import { expect, it } from 'vitest'
import { contraryFirst } from './contrary'

/** "no1<a": it did not work, and a says it better. */
const lesson = (name: string) => {
  const [id = '', newer] = name.split('<')
  return {
    id,
    outcome: id.startsWith('no') ? ('did_not_work' as const) : ('worked' as const),
    hollow_win: id.startsWith('hollow'),
    superseded_by: newer ? { id: newer, headline: '', month: '', language: 'en' as const } : undefined,
  }
}

it.each([
  ['nothing', '', '', ''],
  ['nothing contrary', 'a b c', '', 'a b c'],
  ['the two best that are', 'a no1 b hollow no2', 'no1 hollow', 'a b no2'],
  ['what is best already', 'no1 a no2', '', 'no1 a no2'],
  ['what another that was found says better', 'a no1<a b no2<z', 'no2', 'a no1 b'],
  ['what hardly fits', 'a b c d e f g h i j no1', '', 'a b c d e f g h i j no1'],
])('puts first: %s', (_, found, first, others) => {
  const named = (list: { id: string }[]) => list.map(({ id }) => id).join(' ')
  const shown = contraryFirst(found.split(' ').filter(Boolean).map(lesson))
  expect([named(shown.first), named(shown.others)]).toEqual([first, others])
})
