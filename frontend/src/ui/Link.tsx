import type { ReactNode } from 'react'
import { Link as RouteLink } from 'wouter'

/** A link inside Ajar; addresses with a scheme leave it. */
export function Link({ href, children, lang }: { href: string; children: ReactNode; lang?: string }) {
  if (/^[a-z]+:/.test(href)) {
    return (
      <a href={href} rel="noreferrer" lang={lang}>
        {children}
      </a>
    )
  }
  return (
    <RouteLink href={href} lang={lang}>
      {children}
    </RouteLink>
  )
}
