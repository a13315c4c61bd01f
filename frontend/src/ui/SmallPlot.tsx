import type { PlotPoint } from './plotLayout'
import styles from './SmallPlot.module.css'

type SmallPlotProps = {
  /** What it shows, in a sentence: all that the plot says. */
  label: string
  points: PlotPoint[]
  baseline?: number
  target?: number
}

const wide = 240
const high = 56
const edge = 6

/** A value over time beside what it was and what was hoped for, as small as a line of text. A range may reach beyond it. */
export function SmallPlot({ label, points, baseline, target }: SmallPlotProps) {
  const now = points.at(-1)
  const all = [...points.map((one) => one.estimate), baseline, target].filter((value) => value !== undefined)
  const low = Math.min(...all)
  const room = Math.max(...all) - low || 1
  const x = (at: number) => (now?.x ? edge + (at / now.x) * (wide - 2 * edge) : wide / 2)
  const y = (value: number) => high - edge - ((value - low) / room) * (high - 2 * edge)
  const within = (value: number) => Math.min(Math.max(y(value), 0), high)
  const level = (at: number | undefined, tone: 'muted' | 'open') =>
    at !== undefined && <line className={styles.level} data-tone={tone} x1={0} x2={wide} y1={y(at)} y2={y(at)} />
  return (
    <svg className={styles.plot} viewBox={`0 0 ${wide} ${high}`} role="img" aria-label={label}>
      {now?.low !== undefined && now.high !== undefined && (
        <line className={styles.range} x1={x(now.x)} x2={x(now.x)} y1={within(now.high)} y2={within(now.low)} />
      )}
      {level(baseline, 'muted')}
      {level(target, 'open')}
      <polyline className={styles.line} points={points.map((one) => `${x(one.x)},${y(one.estimate)}`).join(' ')} />
      {now && <circle className={styles.dot} cx={x(now.x)} cy={y(now.estimate)} r={4} />}
    </svg>
  )
}
