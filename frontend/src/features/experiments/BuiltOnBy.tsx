import { useQuery } from '@tanstack/react-query'
import { useT } from '@/lib/i18n'
import { StatusBadge } from '@/ui/Badge'
import { Card } from '@/ui/Card'
import { Link } from '@/ui/Link'
import styles from './ExperimentPage.module.css'
import { builtOnByQuery, type Experiment } from './queries'

/** What builds on its lesson; nothing before something does. */
export function BuiltOnBy({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const { data } = useQuery({ ...builtOnByQuery(experiment.id), enabled: experiment.concluded_at !== undefined })
  if (!data?.items.length) return null
  return (
    <Card title={t('experiments.builtOnBy')}>
      <ul className={styles.links}>
        {data.items.map(({ key, title, language, status }) => (
          <li key={key}>
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
