import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import styles from './CheckIns.module.css'
import type { Drift, Experiment } from './queries'

/** In what it has passed what the team declared, or comes near it. What to do about it stands beside it. */
export function Drifted({ experiment: { drift = [], nearing = [] } }: { experiment: Experiment }) {
  const text = useDriftText()
  const near = useNearText()
  if (drift.length + nearing.length === 0) return null
  return (
    <ul className={styles.drift}>
      {drift.map((one) => (
        <li key={one.what}>{text(one)}</li>
      ))}
      {nearing.map((one) => (
        <li key={one.what}>{near(one)}</li>
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

function useNearText() {
  const t = useT()
  const format = useFormats()
  return ({ what, declared, actual }: Drift) =>
    what === 'ends_on'
      ? t('checkins.near.ends_on', {
          n: Math.round((Date.parse(String(declared)) - Date.parse(String(actual))) / 86_400_000),
        })
      : t('checkins.near.customers_exposed', {
          declared: format.number(Number(declared)),
          actual: format.number(Number(actual)),
        })
}
