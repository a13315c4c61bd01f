import { PartyPopper } from 'lucide-react'
import { useT } from '@/lib/i18n'
import { Link } from '@/ui/Link'
import type { Removals } from './queries'
import styles from './RulesRemoved.module.css'

/** The obstacles that are gone: the number to be proud of. */
export default function RulesRemoved({ removed: { count, last } }: { removed: Removals }) {
  const t = useT()
  if (count === 0) return null
  return (
    <section className={styles.removed} aria-labelledby="removed">
      <PartyPopper aria-hidden="true" />
      <h2 id="removed">{t('support.removed', { n: count })}</h2>
      {last.map(({ id, text, language }) => (
        <p key={id}>
          {t('support.removedLast')}{' '}
          <Link href={`/obstacles/${id}`} lang={language}>
            {text}
          </Link>
        </p>
      ))}
      <p>
        <Link href="/obstacles?state=removed">{t('support.removedAll')}</Link>
      </p>
    </section>
  )
}
