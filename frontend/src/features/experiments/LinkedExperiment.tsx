import { StatusBadge } from '@/ui/Badge'
import { Link } from '@/ui/Link'
import type { Experiment } from './queries'

/** Another experiment in a list of those that have to do with this one. */
export function LinkedExperiment({
  experiment: { key, title, language, status },
}: {
  experiment: Pick<Experiment, 'key' | 'title' | 'language' | 'status'>
}) {
  return (
    <>
      <span>
        <Link href={`/experiments/${key}`}>
          <span lang={language}>{title}</span>
        </Link>{' '}
        {key}
      </span>
      <StatusBadge status={status} />
    </>
  )
}
