import { type Difference, type Row, rowsOf } from '@/lib/differences'
import { useT } from '@/lib/i18n'
import { useProposalNames, useProposalValues } from '@/lib/proposal'
import { Compared } from './Compared'
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
  return (
    <Compared
      label={answer ? values.question(field) : names.field(field)}
      before={{ called: t('proposal.before'), text: written(from) }}
      now={{ called: t('proposal.now'), text: written(to) }}
    />
  )
}
