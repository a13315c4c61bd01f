import { useQuery } from '@tanstack/react-query'
import { useT } from '@/lib/i18n'
import { Card } from '@/ui/Card'
import { Differences } from '@/ui/Differences'
import { Stack } from '@/ui/layout'
import { Loaded, Note } from '@/ui/states'
import { type FullReview, revisionsQuery } from './queries'

type ChangesProps = { since: number | undefined; changes: FullReview['changes'] }

/** What differs from an earlier revision, field by field. */
export function Changes({ since, changes }: ChangesProps) {
  const t = useT()
  if (!since || changes.length === 0) return null
  return (
    <Card title={t('reviews.changed', { n: since })}>
      <Differences changes={changes} />
    </Card>
  )
}

/** The same, for who was about to decide on a revision that the team has replaced in the meantime. */
export function ChangesSinceRead({ review, read }: { review: FullReview; read: number }) {
  const t = useT()
  const query = useQuery(revisionsQuery(review.experiment.id, read, review.revision))
  return (
    <Stack gap={3}>
      <div role="status">
        <Note tone="accent">{t('reviews.stale')}</Note>
      </div>
      <Loaded query={query}>{(revision) => <Changes since={read} changes={revision.changes ?? []} />}</Loaded>
    </Stack>
  )
}
