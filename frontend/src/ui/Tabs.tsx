import { Link as RouteLink } from 'wouter'
import styles from './Tabs.module.css'

export type Tab = { href: string; label: string; current: boolean; count?: number }

/** Where there are more tabs than room, the present one is in sight. */
const intoView = (tab: HTMLElement | null) => tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' })

/** Parts of one thing. Each has its own address, so that it can be sent to a colleague and the Back button works. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav className={styles.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <RouteLink
          key={tab.href}
          href={tab.href}
          className={styles.tab}
          ref={tab.current ? intoView : undefined}
          aria-current={tab.current ? 'page' : undefined}
        >
          {tab.label}
          {tab.count !== undefined && <span className={styles.count}>{tab.count}</span>}
        </RouteLink>
      ))}
    </nav>
  )
}
