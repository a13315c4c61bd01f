import type { Key } from '@/lib/i18n'
import { verdictOf } from '@/lib/readout'
import type { Experiment, Readout } from './queries'

/** The sentence of what a readout says. */
export function saysKey({ says }: Readout, signal: Experiment['signal']): Key {
  const verdict = verdictOf(says, signal)
  return verdict === 'nothing' ? 'readout.says.too_early' : `readout.says.${verdict}`
}

type Mark = Readout['marks'][number]
type Point = Readout['points'][number]

/** All that belongs to one place of the axis: what was known then, and what happened. `n` numbers the places of marks. */
export type Stop = { x: number; on: string; point?: Point; marks: Mark[]; n?: number }

const dayLength = 10

/**
 * Points and marks on one axis, in their order: days since the first. Where only months are shown, points stand one after
 * the other, and marks at the first point of their month or a later one.
 */
export function stopsOf({ points, marks }: Pick<Readout, 'points' | 'marks'>): Stop[] {
  const byMonth = [...points, ...marks].some(({ on }) => on.length < dayLength)
  const stops: Stop[] = points.map((point) => ({ x: 0, on: point.on, point, marks: [] }))
  for (const mark of marks) {
    const place =
      stops.find(({ on }) => (byMonth ? on >= mark.on : on === mark.on)) ?? (byMonth ? stops.at(-1) : undefined)
    if (place) place.marks.push(mark)
    else stops.push({ x: 0, on: mark.on, marks: [mark] })
  }
  stops.sort((one, other) => one.on.localeCompare(other.on))
  const first = Date.parse(stops[0]?.on ?? '')
  let n = 0
  for (const [i, stop] of stops.entries()) {
    stop.x = byMonth ? i : Math.round((Date.parse(stop.on) - first) / 86_400_000)
    if (stop.marks.length > 0) stop.n = ++n
  }
  return stops
}

/** Both ends of a range, to two digits of its width: what lies between 0.678 and 50.6 lies between 1 and 51. */
export function asWideAsTold(low: number, high: number): [number, number] {
  const width = Math.abs(high - low)
  if (width === 0) return [low, high]
  const digits = Math.min(1 - Math.floor(Math.log10(width)), 100)
  const scale = 10 ** digits
  // Nothing is "-0".
  const rounded = (value: number) => Number((Math.round(value * scale) / scale).toFixed(Math.max(digits, 0))) + 0
  return [rounded(low), rounded(high)]
}
