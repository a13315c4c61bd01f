import type { ReactNode } from 'react'
import styles from './Facts.module.css'

export type Fact = { label: string; value: ReactNode }

/** Names and values: short ones side by side, long ones as `lines`. What has no value is left out. */
export function Facts({ facts, lines }: { facts: readonly Fact[]; lines?: boolean }) {
  return (
    <dl className={styles.facts} data-lines={lines || undefined}>
      {facts
        .filter(({ value }) => value || value === 0)
        .map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
