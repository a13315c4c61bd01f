import { ChevronLeft } from 'lucide-react'
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import { Link as RouteLink, useLocation } from 'wouter'
import { isNewPage } from '@/lib/navigation'
import styles from './PageHeader.module.css'

type PageHeaderProps = {
  /** The heading and the name of the browser's tab. */
  title: string
  lead?: ReactNode
  back?: { href: string; label: string }
  badges?: ReactNode
  actions?: ReactNode
  lang?: string
}

/**
 * The top of every page. After a navigation the focus is on its heading, so that reading begins there: from the moment
 * it is seen, or a page that is left as soon as it is seen would take the focus meant for the next.
 */
export function PageHeader({ title, lead, back, badges, actions, lang }: PageHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const [place] = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same page may show another thing under another address
  useLayoutEffect(() => {
    if (isNewPage()) heading.current?.focus({ preventScroll: true })
  }, [place])
  useEffect(() => {
    document.title = `${title} · Ajar`
  }, [title])
  return (
    <header className={styles.header}>
      {back && (
        <RouteLink href={back.href} className={styles.back}>
          <ChevronLeft aria-hidden="true" />
          {back.label}
        </RouteLink>
      )}
      <div className={styles.line}>
        <div className={styles.title}>
          <h1 ref={heading} tabIndex={-1} lang={lang}>
            {title}
          </h1>
          {lead && <div className={styles.lead}>{lead}</div>}
          {badges && <div className={styles.badges}>{badges}</div>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </header>
  )
}
