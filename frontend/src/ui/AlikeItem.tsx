import type { ReactNode } from 'react'
import { useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import type { Like } from '@/lib/similar'
import styles from './AlikeItem.module.css'
import { OutcomeBadge, StatusBadge } from './Badge'
import { Link } from './Link'
import { Day } from './Time'

type AlikeItemProps = { like: Like; closed?: readonly string[]; children?: ReactNode }

/**
 * Something that was tried before: what it taught, how it ended, by whom and when, and which closed gate it shares. A
 * page that shows it needs the texts "proposal".
 */
export function AlikeItem({ like, closed = [], children }: AlikeItemProps) {
  const t = useT()
  const names = useProposalNames()
  const shared = like.gates.filter((gate) => closed.includes(gate))
  const address = like.kind === 'lesson' ? `/lessons/${like.id}` : `/experiments/${like.experiment.key}`
  return (
    <li className={styles.item}>
      <Link href={address} lang={like.language}>
        {like.title}
      </Link>
      <p className={styles.about}>
        {like.outcome ? (
          <OutcomeBadge outcome={like.outcome} hollow={like.hollow_win} />
        ) : (
          <StatusBadge status={like.status} />
        )}
        <span>
          {like.team}
          {like.month && ' · '}
          {like.month && <Day on={like.month} />}
        </span>
      </p>
      {shared.length > 0 && (
        <p className={styles.gate}>{t('proposal.similar.sameGate', { gates: shared.map(names.gate).join(', ') })}</p>
      )}
      {children}
    </li>
  )
}
