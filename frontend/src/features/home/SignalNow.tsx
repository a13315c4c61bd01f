import type { components } from '@/lib/api/schema'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { daysApart, verdictOf } from '@/lib/readout'
import { SmallPlot } from '@/ui/SmallPlot'
import styles from './SignalNow.module.css'

export type Glance = components['schemas']['Glance']

/** How the signal of a running experiment is, against what it was and what was hoped for. */
export default function SignalNow({ glance: { signal, says, points } }: { glance: Glance }) {
  const t = useT()
  const format = useFormats()
  const now = points.at(-1)
  if (!now) return null
  const rounded = (value: number) => format.number(Number(value.toPrecision(3)))
  const value = [rounded(now.estimate), signal.unit].filter(Boolean).join(' ')
  const beside = [
    signal.baseline !== undefined && t('signals.before', { value: rounded(signal.baseline) }),
    signal.target !== undefined && t('signals.hoped', { value: rounded(signal.target) }),
  ].filter((part) => part !== false)
  const range =
    now.low === undefined || now.high === undefined
      ? ''
      : t('signals.range', { low: rounded(now.low), high: rounded(now.high) })
  const said = t(`signals.says.${verdictOf(says, signal)}`)
  const days = daysApart(points.map(({ on }) => on))
  return (
    <div className={styles.signal}>
      <div className={styles.words}>
        <p className={styles.quiet}>{signal.name || t('signals.signal')}</p>
        <p className={styles.now}>
          <strong>{value}</strong> <span>{beside.join(' · ')}</span>
        </p>
        <p className={styles.says}>{said}</p>
      </div>
      <SmallPlot
        label={[`${signal.name || t('signals.signal')}: ${value}`, range, ...beside, said].filter(Boolean).join(', ')}
        points={points.map(({ estimate, low, high }, i) => ({ x: days[i] ?? 0, estimate, low, high }))}
        baseline={signal.baseline}
        target={signal.target}
      />
    </div>
  )
}
