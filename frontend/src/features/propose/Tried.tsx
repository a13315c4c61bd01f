import { useT } from '@/lib/i18n'
import { OutcomeBadge } from '@/ui/Badge'
import { Link } from '@/ui/Link'
import { useProposal } from './form'
import styles from './propose.module.css'
import { useTried } from './queries'

/** Who tried something like it before. Nothing is shown where nobody did. */
export function Tried() {
  const t = useT()
  const { values } = useProposal()
  const found = useTried(values.title ?? '').data?.items ?? []
  if (found.length === 0) return null
  return (
    <section className={styles.tried} aria-label={t('propose.tried')}>
      <h3>{t('propose.tried')}</h3>
      <ul className={styles.triedList}>
        {found.map(({ id, headline, experiment, outcome, hollow_win: hollow, language }) => (
          <li key={id}>
            <Link href={`/lessons/${id}`} lang={language}>
              {headline || experiment.title}
            </Link>
            <OutcomeBadge outcome={outcome} hollow={hollow} />
          </li>
        ))}
      </ul>
    </section>
  )
}
