import { useT } from '@/lib/i18n'
import { Link } from './Link'
import styles from './Mended.module.css'

/** What was looked for instead of misspelt words, and the way back to them. */
export function Mended({ q, instead, exactly }: { q: string; instead: string; exactly: string }) {
  const t = useT()
  return (
    <p className={styles.mended}>
      {t('search.instead', { instead })} <Link href={exactly}>{t('search.exactly', { q })}</Link>
    </p>
  )
}

type Page = { instead?: string; words?: string[] | null }

/** What the server tells of how it searched, over all pages that were read. */
export const toldBy = (pages: readonly Page[]) => ({
  instead: pages[0]?.instead,
  words: pages.flatMap(({ words }) => words ?? []),
})
