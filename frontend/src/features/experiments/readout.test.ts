import { expect, it } from 'vitest'
import { asWideAsTold, stopsOf } from './readout'

const point = (on: string) => ({ on, n: 1, estimate: 2 })
const mark = (on: string, what: 'paused' | 'ended' = 'paused') => ({ on, what })
const told = (points: string[], marks: string[]) =>
  stopsOf({ points: points.map(point), marks: marks.map((on) => mark(on)) }).map(({ x, on, point, marks, n }) => [
    x,
    on,
    point !== undefined,
    marks.length,
    n,
  ])

it('puts points and marks on one axis of days', () => {
  expect(told(['2026-11-03', '2026-11-05'], ['2026-11-01', '2026-11-05', '2026-11-05', '2026-11-30'])).toEqual([
    [0, '2026-11-01', false, 1, 1],
    [2, '2026-11-03', true, 0, undefined],
    [4, '2026-11-05', true, 2, 2],
    [29, '2026-11-30', false, 1, 3],
  ])
})

it('puts them one after the other where only months are shown', () => {
  expect(told(['2026-10', '2026-10', '2026-12'], ['2026-10', '2026-11', '2027-01'])).toEqual([
    [0, '2026-10', true, 1, 1],
    [1, '2026-10', true, 0, undefined],
    [2, '2026-12', true, 2, 2],
  ])
})

it('is empty before anything was measured', () => {
  expect(told([], [])).toEqual([])
})

it.each([
  [0.678, 50.6, [1, 51]],
  [0.12345, 0.4567, [0.12, 0.46]],
  [12.34, 15.67, [12.3, 15.7]],
  [1234, 98_765, [1000, 99_000]],
  [-0.4, 20, [0, 20]],
  [7, 7, [7, 7]],
])('tells %d to %d as exactly as it is known', (low, high, want) => {
  expect(asWideAsTold(low, high)).toEqual(want)
})
