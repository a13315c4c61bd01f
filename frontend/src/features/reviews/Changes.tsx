import { useQuery } from '@tanstack/react-query'
import { useT } from '@/lib/i18n'
import { useProposalNames, useProposalValues } from '@/lib/proposal'
import { Card } from '@/ui/Card'
import { Stack } from '@/ui/layout'
import { Loaded, Note } from '@/ui/states'
import styles from './Changes.module.css'
import { compareWords, type Piece, type Row, rowsOf } from './differences'
import { type FullReview, revisionsQuery } from './queries'

type ChangesProps = { since: number | undefined; changes: FullReview['changes'] }

/** What differs from an earlier revision, field by field. */
export function Changes({ since, changes }: ChangesProps) {
  const t = useT()
  const rows = rowsOf(changes)
  if (!since || rows.length === 0) return null
  return (
    <Card title={t('reviews.changed', { n: since })}>
      <dl className={styles.rows}>
        {rows.map((row) => (
          <ChangedRow key={row.field} row={row} />
        ))}
      </dl>
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

function ChangedRow({ row: { field, from, to, answer } }: { row: Row }) {
  const t = useT()
  const names = useProposalNames()
  const values = useProposalValues()
  const written = (value: unknown) => (answer ? values.answer(field, value) : values.value(field, value))
  const [before, after] = compareWords(written(from), written(to))
  return (
    <div>
      <dt>{answer ? values.question(field) : names.field(field)}</dt>
      <dd className={styles.before}>
        <span className={styles.when}>{t('reviews.before')}</span> <Pieces pieces={before} as="del" />
      </dd>
      <dd>
        <span className={styles.when}>{t('reviews.now')}</span> <Pieces pieces={after} as="ins" />
      </dd>
    </div>
  )
}

function Pieces({ pieces, as: Tag }: { pieces: Piece[]; as: 'del' | 'ins' }) {
  if (pieces.length === 0) return <span>–</span>
  return (
    <span className={styles.text}>
      {pieces.map(({ text, own }, at) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces never move, and equal ones are alike
        return own ? <Tag key={at}>{text}</Tag> : <span key={at}>{text}</span>
      })}
    </span>
  )
}
