import { ArrowRight } from 'lucide-react'
import { Link } from '@/ui/Link'
import styles from './Onward.module.css'

type OnwardProps = { href: string; lang?: string; children: string | undefined }

/** A link out of the lesson. Its arrow stays with its last word. */
export function Onward({ href, lang, children }: OnwardProps) {
  return (
    <>
      <Link href={href} lang={lang}>
        {children}
      </Link>
      <span className={styles.arrow}>
        {'\u00a0'}
        <ArrowRight aria-hidden="true" />
      </span>
    </>
  )
}
