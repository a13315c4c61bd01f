import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@/ui/Link'
import styles from './LessonArticle.module.css'
import { type Named, namedExperimentsQuery } from './queries'

/** Finds experiments among all that a page names, which it asks for at once; those that the reader may not see are left out. */
export function useExperiments(named: readonly string[]) {
  const { data } = useQuery({ ...namedExperimentsQuery(named), placeholderData: keepPreviousData })
  return (ids: readonly string[]) => data?.items.filter(({ id }) => ids.includes(id)) ?? []
}

/** Experiments that count for or against a lesson. */
export function Evidence({ experiments }: { experiments: readonly Named[] }) {
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
