import { useQuery } from '@tanstack/react-query'
import { Bell as Icon } from 'lucide-react'
import { Link as RouteLink, useLocation } from 'wouter'
import { useT } from '@/lib/i18n'
import { Count } from '@/ui/Count'
import styles from './Bell.module.css'
import { unreadQuery } from './queries'

/** Leads to what the person was told, and says how much of it is new. */
export function Bell() {
  const t = useT()
  const [place] = useLocation()
  const { data } = useQuery(unreadQuery)
  const n = data?.unread ?? 0
  return (
    <RouteLink
      href="/notifications"
      className={styles.bell}
      aria-current={place === '/notifications' ? 'page' : undefined}
    >
      <Icon aria-hidden="true" />
      <span className="visually-hidden">{t('shell.notifications')}</span>
      {n > 0 && (
        <span className={styles.count}>
          <Count n={n} label={t('shell.unread', { n })} />
        </span>
      )}
    </RouteLink>
  )
}
