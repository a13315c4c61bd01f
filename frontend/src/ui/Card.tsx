import { type ReactNode, useId } from 'react'
import styles from './Card.module.css'
import { classes } from './classes'

type CardProps = {
  title?: ReactNode
  /** The number of a card among several that are filled in one after the other. */
  step?: number
  tone?: 'open' | 'closed'
  /** A press anywhere follows the link in the card's heading. */
  pressable?: boolean
  children: ReactNode
}

export function Card({ title, step, tone, pressable, children }: CardProps) {
  const id = useId()
  return (
    <section
      className={classes(styles.card, pressable && styles.pressable)}
      data-tone={tone}
      aria-labelledby={title ? id : undefined}
    >
      {title && (
        <div className={styles.heading}>
          {step !== undefined && (
            <span className={styles.step} aria-hidden="true">
              {step}
            </span>
          )}
          <h2 id={id}>{title}</h2>
        </div>
      )}
      {children}
    </section>
  )
}
