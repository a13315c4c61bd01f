import type { FollowUp } from '@/lib/followUps'
import { useT } from '@/lib/i18n'
import { FollowUpRow } from '@/ui/FollowUpRow'
import { Link } from '@/ui/Link'
import styles from './HomePage.module.css'

/** What one's teams are to do by now because of a lesson, each with its tick. */
export default function DueFollowUps({ due }: { due: FollowUp[] }) {
  const t = useT()
  return (
    <section aria-labelledby="follow-ups">
      <div className={styles.heading}>
        <h2 id="follow-ups">{t('followups.home')}</h2>
        <Link href="/follow-ups">{t('followups.all')}</Link>
      </div>
      <ul className={styles.list}>
        {due.map((one) => (
          <li key={one.id}>
            <FollowUpRow followUp={one} />
          </li>
        ))}
      </ul>
    </section>
  )
}
