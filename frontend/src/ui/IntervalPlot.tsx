import { useId } from 'react'
import { useWide } from '@/lib/wide'
import styles from './IntervalPlot.module.css'
import { gather, namePlaces, type PlotMark, type PlotPoint, scaleOf } from './plotLayout'

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
const around = { left: 56, right: 16, bottom: 32 }
/** Above the plot: the numbers of marks, and below them the name of a line that lies on its upper edge. */
const above = { plain: 16, marked: 38 }
const nearest = 16

/** A value over time with its interval, beside what it was and what was hoped for. Give the same as a table, too. */
export function IntervalPlot({ label, points, lines, marks, format, ends, last }: IntervalPlotProps) {
  const clip = useId()
  const { wide, high } = useWide() ? roomy : small
  const edge = { ...around, top: marks.length > 0 ? above.marked : above.plain }
  const { low, high: top, ticks } = scaleOf(points, lines)
  const x = (at: number) => edge.left + (at / (last || 1)) * (wide - edge.left - edge.right)
  const y = (value: number) => edge.top + ((top - value) / (top - low)) * (high - edge.top - edge.bottom)
  const line = (values: [number, number][]) => values.map(([at, value]) => `${x(at)},${y(value)}`).join(' ')
  const names = namePlaces(
    lines.map(({ at }) => ({ y: y(at) })),
    high - edge.bottom,
  )
  const ranged = points.filter((one) => one.low !== undefined && one.high !== undefined)
  const band = [
    ...ranged.map((one): [number, number] => [one.x, one.high ?? 0]),
    ...ranged.map((one): [number, number] => [one.x, one.low ?? 0]).reverse(),
  ]
  return (
    <svg className={styles.plot} width={wide * 1.2} viewBox={`0 0 ${wide} ${high}`} role="img" aria-label={label}>
      <clipPath id={clip}>
        <rect x={edge.left} y={edge.top} width={wide - edge.left - edge.right} height={high - edge.top - edge.bottom} />
      </clipPath>
      {ticks.map((tick) => (
        <g key={tick} className={styles.tick}>
          <line x1={edge.left} x2={wide - edge.right} y1={y(tick)} y2={y(tick)} />
          <text x={edge.left - 8} y={y(tick)} dy="0.35em" textAnchor="end">
            {format(tick)}
          </text>
        </g>
      ))}
      <g clipPath={`url(#${clip})`}>
        <polygon className={styles.band} points={line(band)} />
        {ranged.length === 1 && (
          <Whisker at={x(ranged[0]?.x ?? 0)} from={y(ranged[0]?.low ?? 0)} to={y(ranged[0]?.high ?? 0)} />
        )}
        {marks.map(({ x: at, tone }) => (
          <line key={at} className={styles.mark} data-tone={tone} x1={x(at)} x2={x(at)} y1={edge.top} y2={high} />
        ))}
        <polyline className={styles.line} points={line(points.map((one) => [one.x, one.estimate]))} />
      </g>
      {lines.map(({ at, label: name, tone }, i) => (
        <g key={name} className={styles.level} data-tone={tone}>
          <line x1={edge.left} x2={wide - edge.right} y1={y(at)} y2={y(at)} />
          <text x={wide - edge.right} y={y(at) + (names[i] ?? 0)} textAnchor="end">
            {name}
          </text>
        </g>
      ))}
      {points.map((one) => (
        <circle key={one.x} className={styles.dot} cx={x(one.x)} cy={y(one.estimate)} r={4} />
      ))}
      {gather(marks, x, nearest).map(({ at, label: numbers, tone }) => (
        <text key={numbers} className={styles.event} data-tone={tone} x={at} y={14} textAnchor="middle">
          {numbers}
        </text>
      ))}
      <text className={styles.end} x={edge.left} y={high - 8}>
        {ends[0]}
      </text>
      {last > 0 && (
        <text className={styles.end} x={wide - edge.right} y={high - 8} textAnchor="end">
          {ends[1]}
        </text>
      )}
    </svg>
  )
}

const Whisker = ({ at, from, to }: { at: number; from: number; to: number }) => (
  <line className={styles.whisker} x1={at} x2={at} y1={from} y2={to} />
)
