import { ChevronRight } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import { Link as RouteLink } from 'wouter'
import styles from './Rows.module.css'

type RowsProps = { label: string; ref?: Ref<HTMLUListElement>; children: ReactNode }

/** Things of one kind below each other. `ref` is where the focus goes when one of them has been taken away. */
export function Rows({ label, ref, children }: RowsProps) {
  return (
    <ul className={styles.rows} aria-label={label} ref={ref} tabIndex={-1}>
      {children}
    </ul>
  )
}

type RowProps = {
  name: ReactNode
  /** Where a press anywhere on it leads. */
  href?: string
  badges?: ReactNode
  action?: ReactNode
  children?: ReactNode
}

export function Row({ name, href, badges, action, children }: RowProps) {
  return (
    <li className={styles.row}>
      <div className={styles.main}>
        <p className={styles.name}>
          {href ? <RouteLink href={href}>{name}</RouteLink> : name}
          {badges && <span className={styles.badges}>{badges}</span>}
        </p>
        {children && <div className={styles.detail}>{children}</div>}
      </div>
      {action}
      {href && <ChevronRight className={styles.arrow} aria-hidden="true" />}
    </li>
  )
}
