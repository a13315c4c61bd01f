export type PlotPoint = { x: number; estimate: number; low?: number; high?: number }

/** Steps of an axis that people count in. */
const steps = [1, 2, 5, 10]

/** The least round step of which at most four fit between the two. */
function stepOf(low: number, high: number): number {
  const rough = (high - low) / 4
  const ten = 10 ** Math.floor(Math.log10(rough))
  return ten * (steps.find((step) => step * ten >= rough) ?? 10)
}

export type PlotMark = { x: number; n: number; tone: 'closed' | 'muted' }

/** Numbers of marks that stand closer than `least` are written together: "2–4". */
export function gather(marks: PlotMark[], place: (x: number) => number, least: number) {
  const groups: { from: PlotMark; to: PlotMark }[] = []
  for (const mark of marks) {
    const last = groups.at(-1)
    if (last && place(mark.x) - place(last.to.x) < least) last.to = mark
    else groups.push({ from: mark, to: mark })
  }
  return groups.map(({ from, to }) => ({
    at: (place(from.x) + place(to.x)) / 2,
    label: from === to ? `${from.n}` : `${from.n}–${to.n}`,
    tone: from === to ? from.tone : ('muted' as const),
  }))
}

/**
 * The axis: all estimates, all lines and the last interval are on it, in round steps. Earlier intervals, which are much
 * wider, may reach beyond.
 */
export function scaleOf(points: PlotPoint[], lines: { at: number }[]) {
  const now = points.at(-1)
  const values = [...points.map((one) => one.estimate), ...lines.map((one) => one.at), now?.low, now?.high].filter(
    (value) => value !== undefined,
  )
  const least = Math.min(...values)
  const most = Math.max(...values)
  const step = stepOf(least, most > least ? most : least + 1)
  const low = Math.floor(least / step) * step
  const high = Math.max(Math.ceil(most / step) * step, low + step)
  const ticks = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, i) => low + i * step)
  return { low, high, ticks }
}

export type Plane = {
  left: number
  right: number
  top: number
  bottom: number
  x: (at: number) => number
  y: (value: number) => number
}

const around = { left: 56, right: 16, bottom: 32 }

/** Where a drawing of some size, whose axis ends at `last`, has its plot; and in it a moment and a value. */
export function planeOf(
  size: { wide: number; high: number },
  top: number,
  scale: { low: number; high: number },
  last: number,
): Plane {
  const [left, right, bottom] = [around.left, size.wide - around.right, size.high - around.bottom]
  return {
    left,
    right,
    top,
    bottom,
    x: (at) => left + (at / (last || 1)) * (right - left),
    y: (value) => top + ((scale.high - value) / (scale.high - scale.low)) * (bottom - top),
  }
}

/** Points as the SVG element writes them. */
export const pathOf = ({ x, y }: Plane, values: [number, number][]) =>
  values.map(([at, value]) => `${x(at)},${y(value)}`).join(' ')

/** Room that a line's name takes, and how far above or below its line it is written. */
const nameHigh = 18
const aboveLine = -6
const belowLine = 15

/**
 * Where the names of lines are written, from their lines: the upper one's above, those of others below theirs, where they
 * end above the floor. So two that are near stand apart, with the line of what is between them free.
 */
export function namePlaces(lines: { y: number }[], floor: number): number[] {
  const upper = Math.min(...lines.map(({ y }) => y))
  return lines.map(({ y }) => (y > upper && y + nameHigh <= floor ? belowLine : aboveLine))
}
