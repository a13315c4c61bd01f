import { compareWords, type Difference, type Piece, type Row, rowsOf } from '@/lib/differences'
import { useT } from '@/lib/i18n'
import { useProposalNames, useProposalValues } from '@/lib/proposal'
import styles from './Differences.module.css'

/** What differs between two revisions of a proposal, field by field; a page that shows it needs the texts "proposal". */
export function Differences({ changes }: { changes: readonly Difference[] }) {
  return (
    <dl className={styles.rows}>
      {rowsOf(changes).map((row) => (
        <ChangedRow key={row.field} row={row} />
      ))}
    </dl>
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
        <span className={styles.when}>{t('proposal.before')}</span> <Pieces pieces={before} as="del" />
      </dd>
      <dd>
        <span className={styles.when}>{t('proposal.now')}</span> <Pieces pieces={after} as="ins" />
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
