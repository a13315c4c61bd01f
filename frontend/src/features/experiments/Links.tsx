import { useQuery } from '@tanstack/react-query'
import { useT } from '@/lib/i18n'
import { Card } from '@/ui/Card'
import styles from './ExperimentPage.module.css'
import { LinkedExperiment } from './LinkedExperiment'
import { type Experiment, linksQuery } from './queries'

/** Where it comes from, its copies and its pilots; nothing where it stands alone. */
export function Links({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const { data } = useQuery(linksQuery(experiment.key))
  if (!data?.items.length) return null
  return (
    <Card title={t('doors.links')}>
      <ul className={styles.links}>
        {data.items.map((one) => (
          <li key={one.key}>
            <span className={styles.quiet}>{t(`doors.link.${one.relation}`)}</span>
            <LinkedExperiment experiment={one} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
