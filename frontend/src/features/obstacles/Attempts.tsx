import { useQuery } from '@tanstack/react-query'
import { useT } from '@/lib/i18n'
import { OutcomeBadge, StatusBadge } from '@/ui/Badge'
import { Card } from '@/ui/Card'
import { Link } from '@/ui/Link'
import { Loaded } from '@/ui/states'
import styles from './obstacles.module.css'
import { attemptsQuery, type Obstacle } from './queries'

/** What teams try or tried against it. A draft is seen by its own team alone. */
export function Attempts({ obstacle }: { obstacle: Obstacle }) {
  const t = useT()
  const query = useQuery(attemptsQuery(obstacle.id))
  return (
    <Card title={t('obstacles.attempts')}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={styles.quiet}>{t('obstacles.noAttempts')}</p>
          ) : (
            <ul className={styles.attempts}>
              {items.map(({ key, title, language, status, outcome, hollow_win: hollow }) => (
                <li key={key}>
                  <Link href={`/experiments/${key}`} lang={language}>
                    {title}
                  </Link>
                  {outcome ? <OutcomeBadge outcome={outcome} hollow={hollow} /> : <StatusBadge status={status} />}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  )
}
