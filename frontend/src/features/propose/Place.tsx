import type { ReactNode } from 'react'
import { Doubts } from './Doubts'
import styles from './propose.module.css'

/** The place of a field, and below it what its words make one ask. */
export function Place({ field, children }: { field: string; children: ReactNode }) {
  return (
    <div className={styles.place} data-field={field}>
      {children}
      <Doubts field={field} />
    </div>
  )
}
