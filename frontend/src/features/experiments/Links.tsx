import { useQuery } from '@tanstack/react-query'
import { useT } from '@/lib/i18n'
import { StatusBadge } from '@/ui/Badge'
import { Card } from '@/ui/Card'
import { Link } from '@/ui/Link'
import styles from './ExperimentPage.module.css'
import { type Experiment, linksQuery } from './queries'

/** Where it comes from, its copies and its pilots; nothing where it stands alone. */
export function Links({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const { data } = useQuery(linksQuery(experiment.key))
  if (!data?.items.length) return null
  return (
    <Card title={t('doors.links')}>
      <ul className={styles.links}>
        {data.items.map(({ key, title, language, relation, status }) => (
          <li key={key}>
            <span className={styles.quiet}>{t(`doors.link.${relation}`)}</span>
            <span>
              <Link href={`/experiments/${key}`}>
                <span lang={language}>{title}</span>
              </Link>{' '}
              {key}
            </span>
            <StatusBadge status={status} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
