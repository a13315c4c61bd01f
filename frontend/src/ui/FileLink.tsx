import type { ReactNode } from 'react'
import { look } from './Button'

type FileLinkProps = { href: string; icon: ReactNode; children: ReactNode }

/** A link to a file, which the browser saves; it looks like a quiet button. */
export function FileLink({ href, icon, children }: FileLinkProps) {
  return (
    <a href={href} download className={look({ kind: 'quiet' })}>
      {icon}
      {children}
    </a>
  )
}
