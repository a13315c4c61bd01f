import { useQueries } from '@tanstack/react-query'
import { Link } from '@/ui/Link'
import styles from './LessonArticle.module.css'
import { experimentQuery } from './queries'

/** Experiments by their ids; those that the reader may not see are left out. */
export function useExperiments(ids: readonly string[]) {
  return useQueries({ queries: [...new Set(ids)].map(experimentQuery) }).flatMap(({ data }) => (data ? [data] : []))
}

/** Experiments that count for or against a lesson. */
export function Evidence({ experiments }: { experiments: ReturnType<typeof useExperiments> }) {
  return (
    <ul className={styles.evidence}>
      {experiments.map(({ id, key, title, language }) => (
        <li key={id} lang={language}>
          <Link href={`/experiments/${key}`}>{title}</Link>
        </li>
      ))}
    </ul>
  )
}
