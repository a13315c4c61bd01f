import { useQuery } from '@tanstack/react-query'
import { useT } from '@/lib/i18n'
import { Card } from '@/ui/Card'
import styles from './ExperimentPage.module.css'
import { LinkedExperiment } from './LinkedExperiment'
import { builtOnByQuery, type Experiment } from './queries'

/** What builds on its lesson; nothing before something does. */
export function BuiltOnBy({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const { data } = useQuery({ ...builtOnByQuery(experiment.id), enabled: experiment.concluded_at !== undefined })
  if (!data?.items.length) return null
  return (
    <Card title={t('experiments.builtOnBy')}>
      <ul className={styles.links}>
        {data.items.map((one) => (
          <li key={one.key}>
            <LinkedExperiment experiment={one} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
