import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import styles from './CheckIns.module.css'
import type { Drift, Experiment } from './queries'

/** In what it has passed what the team declared. What to do about it stands beside it. */
export function Drifted({ experiment: { drift = [] } }: { experiment: Experiment }) {
  const text = useDriftText()
  if (drift.length === 0) return null
  return (
    <ul className={styles.drift}>
      {drift.map((one) => (
        <li key={one.what}>{text(one)}</li>
      ))}
    </ul>
  )
}

function useDriftText() {
  const t = useT()
  const format = useFormats()
  return ({ what, declared, actual }: Drift) =>
    what === 'ends_on'
      ? t('checkins.drift.ends_on', { day: format.day(String(declared)) })
      : t('checkins.drift.customers_exposed', {
          declared: format.number(Number(declared)),
          actual: format.number(Number(actual)),
        })
}
