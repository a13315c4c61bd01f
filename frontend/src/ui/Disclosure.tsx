import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './Disclosure.module.css'

type DisclosureProps = { summary: ReactNode; open?: boolean; onOpen?: (open: boolean) => void; children: ReactNode }

/** What most people do not need, one press away. */
export function Disclosure({ summary, open, onOpen, children }: DisclosureProps) {
  return (
    <details
      className={styles.disclosure}
      open={open}
      onToggle={onOpen && ((event) => onOpen(event.currentTarget.open))}
    >
      <summary>
        <ChevronRight aria-hidden="true" />
        {summary}
      </summary>
      <div className={styles.body}>{children}</div>
    </details>
  )
}
