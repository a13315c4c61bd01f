import type { components } from './api/schema'

type Schemas = components['schemas']
type Says = Schemas['Readout']['says']

/** What a readout says, told apart: what is short of a target without a baseline is not worse than before. */
export const verdictOf = (says: Says, signal: Schemas['Signal'] | undefined): Says | 'missed' =>
  says === 'worse' && signal?.baseline === undefined ? 'missed' : says

/** Where days stand on an axis: days since the first; one after the other where only their months are shown. */
export function daysApart(days: string[]): number[] {
  const [first = ''] = days
  if (days.some((day) => day.length < 10)) return days.map((_, i) => i)
  return days.map((day) => Math.round((Date.parse(day) - Date.parse(first)) / 86_400_000))
}
