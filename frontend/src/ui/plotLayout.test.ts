import { expect, it } from 'vitest'
import { gather, namePlaces, type PlotMark, scaleOf } from './plotLayout'

const points = [
  { x: 0, estimate: 12, low: -40, high: 64 },
  { x: 1, estimate: 9, low: 4, high: 15 },
]

it('shows all estimates, lines and the last interval, in round steps', () => {
  expect(scaleOf(points, [{ at: 11 }, { at: 8 }])).toEqual({ low: 0, high: 15, ticks: [0, 5, 10, 15] })
})

it.each([
  [[{ x: 0, estimate: 3 }], { low: 3, high: 3.5 }],
  [[{ x: 0, estimate: 0 }], { low: 0, high: 0.5 }],
  [
    [
      { x: 0, estimate: 1200 },
      { x: 3, estimate: 90_000 },
    ],
    { low: 0, high: 100_000 },
  ],
])('has an axis for %j', (one, want) => {
  expect(scaleOf(one, [])).toMatchObject(want)
})

it('writes the numbers of near marks together', () => {
  const marks = [0, 1, 2, 30].map((x, i): PlotMark => ({ x, n: i + 1, tone: 'closed' }))
  expect(gather(marks, (x) => x * 10, 15)).toEqual([
    { at: 10, label: '1–3', tone: 'muted' },
    { at: 300, label: '4', tone: 'closed' },
  ])
})

it.each([
  ['one line', [100], [-6]],
  ['two that are near', [100, 110], [-6, 15]],
  ['in either order', [110, 100], [15, -6]],
  ['the lower on the floor', [100, 200], [-6, -6]],
  ['both the same', [100, 100], [-6, -6]],
  ['none', [], []],
])('writes the name of %s where it is free', (_, lines, want) => {
  expect(
    namePlaces(
      lines.map((y) => ({ y })),
      200,
    ),
  ).toEqual(want)
})
