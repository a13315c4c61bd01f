import { expect, it } from 'vitest'
import texts from '@/locales/en/experiments.json'
import { abouts, historyAddress, kinds, kindsAbout, readHistory } from './historyFilter'

it('has words for every kind of event, and no words for others', () => {
  const said = Object.keys(texts).flatMap((key) => /^experiments\.event\.(.+)$/.exec(key)?.[1] ?? [])
  expect(said.sort()).toEqual([...kinds].sort())
})

it('is about something each time', () => {
  expect(abouts.flatMap((about) => kindsAbout([about])).sort()).toEqual([...kinds].sort())
  expect(kindsAbout([])).toEqual([])
  expect(kindsAbout(['check_ins'])).toEqual(['experiment.checked_in'])
})

it.each([
  ['', [], null],
  ['tab=history&about=plan,life', ['life', 'plan'], null],
  ['about=cooking', [], null],
  ['event=7', [], '7'],
])('reads %j', (address, chosen, event) => {
  expect(readHistory(address)).toEqual({ chosen, event })
})

it('writes what it reads', () => {
  expect(historyAddress('E-1', [])).toBe('/experiments/E-1?tab=history')
  expect(historyAddress('E-1', ['plan', 'door'])).toBe('/experiments/E-1?tab=history&about=plan,door')
})
