import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type Catalogues, faults, readCatalogues } from './catalogue.ts'

it('says the same things in every language', () => {
  expect(faults(readCatalogues(fileURLToPath(new URL('../src/locales', import.meta.url))))).toEqual([])
})

const same = (text: string) => ({ 'home.a': text })
const with_ = (pl: string | null, en = 'One {n}', es = en): Catalogues => ({
  en: { home: same(en) },
  es: { home: same(es) },
  pl: { home: pl === null ? {} : same(pl) },
})

describe('finds', () => {
  it.each([
    ['nothing', with_('Jeden {n}'), []],
    ['a missing text', with_(null), ['pl/home.json: "home.a" is missing']],
    ['an empty text', with_(' '), ['pl/home.json: "home.a" is missing']],
    ['another variable', with_('Jeden {m}'), ['pl/home.json: "home.a" uses {m}, English {n}']],
    ['a broken text', with_('Jeden {n'), ['pl/home.json: "home.a" is not a valid message: ']],
    ['a lost tag', with_('Tu', '<0>Here</0>'), ['pl/home.json: "home.a" uses {}, English {</0>,<0>}']],
    [
      'a missing plural form',
      with_('{n, plural, one {# odpowiedź} other {# odpowiedzi}}', '{n, plural, one {# a} other {# b}}', '{n}'),
      ['pl/home.json: "home.a" lacks the plural form "few"', 'pl/home.json: "home.a" lacks the plural form "many"'],
    ],
    [
      'a word in two files',
      { ...with_('x', 'x'), en: { home: same('x'), more: same('x') } },
      ['en/more.json: "home.a" belongs to home.json'],
    ],
  ])('%s', (_, catalogues, found) => {
    const all = faults(catalogues)
    for (const one of found)
      expect(
        all.some((fault) => fault.startsWith(one)),
        all.join('\n'),
      ).toBe(true)
    if (found.length === 0) expect(all).toEqual([])
  })
})
