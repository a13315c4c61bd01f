import { useId } from 'react'
import { useWide } from '@/lib/wide'
import styles from './IntervalPlot.module.css'
import { gather, namePlaces, type Plane, type PlotMark, type PlotPoint, pathOf, planeOf, scaleOf } from './plotLayout'

export type PlotLine = { at: number; label: string; tone: 'muted' | 'open' }

type IntervalPlotProps = {
  /** What it shows, in a sentence. */
  label: string
  points: PlotPoint[]
  lines: PlotLine[]
  /** What happened, by numbers that a list beside it explains; in their order. */
  marks: PlotMark[]
  format: (value: number) => string
  /** What stands below the beginning and the end of the axis, and where that is. */
  ends: [string, string]
  last: number
}

const roomy = { wide: 640, high: 240 }
const small = { wide: 340, high: 210 }
/** Above the plot: the numbers of marks, and below them the name of a line that lies on its upper edge. */
const above = { plain: 16, marked: 38 }
const nearest = 16

/** A value over time with its interval, beside what it was and what was hoped for. Give the same as a table, too. */
export function IntervalPlot({ label, points, lines, marks, format, ends, last }: IntervalPlotProps) {
  const size = useWide() ? roomy : small
  const { wide, high } = size
  const scale = scaleOf(points, lines)
  const plane = planeOf(size, marks.length > 0 ? above.marked : above.plain, scale, last)
  return (
    <svg className={styles.plot} width={wide * 1.2} viewBox={`0 0 ${wide} ${high}`} role="img" aria-label={label}>
      {scale.ticks.map((tick) => (
        <g key={tick} className={styles.tick}>
          <Across plane={plane} at={tick} />
          <text x={plane.left - 8} y={plane.y(tick)} dy="0.35em" textAnchor="end">
            {format(tick)}
          </text>
        </g>
      ))}
      <Course plane={plane} points={points} marks={marks} />
      <Levels plane={plane} lines={lines} />
      {points.map((one) => (
        <circle key={one.x} className={styles.dot} cx={plane.x(one.x)} cy={plane.y(one.estimate)} r={4} />
      ))}
      {gather(marks, plane.x, nearest).map(({ at, label: numbers, tone }) => (
        <text key={numbers} className={styles.event} data-tone={tone} x={at} y={14} textAnchor="middle">
          {numbers}
        </text>
      ))}
      <text className={styles.end} x={plane.left} y={high - 8}>
        {ends[0]}
      </text>
      {last > 0 && (
        <text className={styles.end} x={plane.right} y={high - 8} textAnchor="end">
          {ends[1]}
        </text>
      )}
    </svg>
  )
}

function Across({ plane: { left, right, y }, at }: { plane: Plane; at: number }) {
  return <line x1={left} x2={right} y1={y(at)} y2={y(at)} />
}

/** The value with its interval, and when something happened. What is beyond the plot is cut off. */
function Course({ plane, points, marks }: { plane: Plane } & Pick<IntervalPlotProps, 'points' | 'marks'>) {
  const clip = useId()
  const { left, right, top, bottom, x, y } = plane
  const ranged = points.flatMap(({ x: at, low, high }) =>
    low === undefined || high === undefined ? [] : [{ at, low, high }],
  )
  const band = [
    ...ranged.map(({ at, high }): [number, number] => [at, high]),
    ...ranged.map(({ at, low }): [number, number] => [at, low]).reverse(),
  ]
  const [only] = ranged
  return (
    <>
      <clipPath id={clip}>
        <rect x={left} y={top} width={right - left} height={bottom - top} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        <polygon className={styles.band} points={pathOf(plane, band)} />
        {only && ranged.length === 1 && (
          <line className={styles.whisker} x1={x(only.at)} x2={x(only.at)} y1={y(only.low)} y2={y(only.high)} />
        )}
        {marks.map(({ x: at, tone }) => (
          <line key={at} className={styles.mark} data-tone={tone} x1={x(at)} x2={x(at)} y1={top} y2={bottom} />
        ))}
        <polyline
          className={styles.line}
          points={pathOf(
            plane,
            points.map((one) => [one.x, one.estimate]),
          )}
        />
      </g>
    </>
  )
}

/** What it was and what was hoped for, each with its name. */
function Levels({ plane, lines }: { plane: Plane; lines: PlotLine[] }) {
  const { right, bottom, y } = plane
  const places = namePlaces(
    lines.map(({ at }) => ({ y: y(at) })),
    bottom,
  )
  return lines.map(({ at, label, tone }, i) => (
    <g key={label} className={styles.level} data-tone={tone}>
      <Across plane={plane} at={at} />
      <text x={right} y={y(at) + (places[i] ?? 0)} textAnchor="end">
        {label}
      </text>
    </g>
  ))
}
