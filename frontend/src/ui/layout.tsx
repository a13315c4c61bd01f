import type { ReactNode } from 'react'
import styles from './layout.module.css'

type Gap = 1 | 2 | 3 | 4 | 5 | 6
type Stacked = { gap?: Gap; children: ReactNode; as?: 'div' | 'section' | 'ul' | 'ol' | 'article' }

/** Things below each other. */
export function Stack({ gap = 4, as: Tag = 'div', children }: Stacked) {
  return (
    <Tag className={styles.stack} data-gap={gap}>
      {children}
    </Tag>
  )
}

type Rowed = { gap?: Gap; align?: 'start' | 'center' | 'end'; spread?: boolean; children: ReactNode }

/** Things beside each other, wrapping where the room ends; `spread` pushes them to both sides. */
export function Row({ gap = 3, align = 'center', spread, children }: Rowed) {
  return (
    <div className={styles.row} data-gap={gap} data-align={align} data-spread={spread || undefined}>
      {children}
    </div>
  )
}

/** The main thing, and what belongs beside it; below it on narrow screens. */
export function Columns({ children }: { children: [ReactNode, ReactNode] }) {
  return <div className={styles.columns}>{children}</div>
}

/** Equal cards, as many in a line as fit. */
export function Grid({ children }: { children: ReactNode }) {
  return <div className={styles.grid}>{children}</div>
}
