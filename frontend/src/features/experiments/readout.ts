import type { Key } from '@/lib/i18n'
import type { Experiment, Readout } from './queries'

/** The sentence of what a readout says. What is short of a target without a baseline is not worse than before. */
export function saysKey({ says }: Readout, signal: Experiment['signal']): Key {
  if (says === 'nothing') return 'readout.says.too_early'
  return says === 'worse' && signal?.baseline === undefined ? 'readout.says.missed' : `readout.says.${says}`
}

/** Where days stand on an axis: days since the first; one after the other where only their months are shown. */
export function daysApart(days: string[]): number[] {
  const [first = ''] = days
  if (days.some((day) => day.length < 10)) return days.map((_, i) => i)
  return days.map((day) => Math.round((Date.parse(day) - Date.parse(first)) / 86_400_000))
}
