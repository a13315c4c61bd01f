import { describe, expect, it } from 'vitest'
import { addDays, formats, parseNumber, today } from './format'

const now = Date.parse('2026-11-22T12:00:00Z')
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

describe.each([
  ['en-GB', '€1,234.50', '€20', '22 Nov 2026', '3 hours ago', 'yesterday', 'in 2 days', 'now', '5 hours'],
  ['es-ES', '1234,50 €', '20 €', '22 nov 2026', 'hace 3 horas', 'ayer', 'pasado mañana', 'ahora', '5 horas'],
  ['pl-PL', '1234,50 €', '20 €', '22 lis 2026', '3 godziny temu', 'wczoraj', 'pojutrze', 'teraz', '5 godzin'],
])('%s', (locale, money, whole, day, hours, yesterday, later, just, length) => {
  const format = formats(locale)
  it('writes money', () => {
    expect(plain(format.money(1234.5, 'EUR'))).toBe(money)
    expect(plain(format.money(20, 'EUR'))).toBe(whole)
  })
  it('writes days without shifting them by a time zone', () => expect(format.day('2026-11-22')).toBe(day))
  it.each([
    ['2026-11-22T08:59:00Z', hours],
    ['2026-11-21T11:00:00Z', yesterday],
    ['2026-11-24T12:30:00Z', later],
    ['2026-11-22T11:59:50Z', just],
  ])('says how long ago %s was', (time, said) => expect(format.ago(time, now)).toBe(said))
  it('says how long somebody has waited', () => expect(plain(format.length(5 * 3600 + 100))).toBe(length))
})

it.each([
  ['12,5', 12.5, 12.5],
  ['12.5', 12.5, 12.5],
  ['1 200', 1200, 1200],
  ['1,200', 1200, 1.2],
  ['1.200', 1.2, 1200],
  ['1,234.50', 1234.5, null],
  ['1.234,50', null, 1234.5],
  ['1,200,300', 1_200_300, null],
  ['-3', -3, -3],
  ['.5', 0.5, 0.5],
  ['', null, null],
  ['twelve', null, null],
  ['1,2,3', null, null],
])('reads %j as %j where the point is a point, as %j where it is a comma', (text, english, spanish) => {
  expect(parseNumber(text, '.')).toBe(english)
  expect(parseNumber(text, ',')).toBe(spanish)
})

it('counts days over the ends of months', () => {
  expect(addDays('2026-02-27', 2)).toBe('2026-03-01')
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
  expect(today(new Date(2026, 0, 5))).toBe('2026-01-05')
})
