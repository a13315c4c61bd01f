import styles from './Count.module.css'

/** A number that waits for somebody; `label` says of what. */
export function Count({ n, label }: { n: number; label: string }) {
  return (
    <span className={styles.count}>
      <span aria-hidden="true">{n > 99 ? '99+' : n}</span>
      <span className="visually-hidden">{label}</span>
    </span>
  )
}
