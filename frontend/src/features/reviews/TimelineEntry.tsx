import {
  ArrowRightLeft,
  CircleCheck,
  DoorClosed,
  DoorOpen,
  FileText,
  Flag,
  Hourglass,
  type LucideIcon,
  MessageSquare,
  Reply,
  ShieldAlert,
} from 'lucide-react'
import { useFormats } from '@/lib/format'
import { type Translate, useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import { Link } from '@/ui/Link'
import { Prose } from '@/ui/Prose'
import { Said } from './Comment'
import styles from './Discussion.module.css'
import type { Entry } from './discussionQueries'

const icons: Record<Entry['kind'], LucideIcon> = {
  revision: FileText,
  decision: DoorOpen,
  dismissed: DoorClosed,
  lowered: DoorOpen,
  raised: ShieldAlert,
  counter_offer: Reply,
  counter_offer_answered: Reply,
  condition_met: CircleCheck,
  handed_over: ArrowRightLeft,
  comment: MessageSquare,
  turn: Hourglass,
  ended: Flag,
}

/** One thing that was said or happened. Its id is its address on the page. */
export function TimelineEntry({ entry }: { entry: Entry }) {
  const t = useT()
  const format = useFormats()
  const names = useProposalNames()
  const Icon = icons[entry.kind]
  const when = format.moment(entry.at)
  return (
    <li id={entry.id} data-kind={entry.kind}>
      <Icon aria-hidden="true" />
      <div>
        <p className={styles.what}>
          <span>
            {textOf(t, entry)}
            {entry.gate && `: ${names.gate(entry.gate)}`}
          </span>
          {/* Or "revision 1 November 2026" would be read as a day. */}
          {' · '}
          <time dateTime={entry.at}>{when}</time>
        </p>
        {entry.text && <Prose quote>{entry.text}</Prose>}
        {entry.note && <Prose>{entry.note}</Prose>}
        {entry.comment && entry.review_id && <Said review={entry.review_id} comment={entry.comment} />}
        {entry.pilot_id && <Link href={`/experiments/${entry.pilot_id}`}>{t('offers.toPilot')}</Link>}
      </div>
    </li>
  )
}

function textOf(t: Translate, { kind, by, to, verdict, turn, state, n = 0, revision }: Entry): string {
  const name = by ?? t('discussion.somebody')
  switch (kind) {
    case 'revision':
      return t('discussion.revision', { n: revision, name })
    case 'decision':
      return t(`reviews.decided.${verdict ?? 'approve'}`, { name })
    case 'turn':
      return t(`discussion.turn.${turn ?? 'route'}`)
    case 'counter_offer_answered':
      return t('offers.summary', { n, state: t(`offers.state.${answered(state)}`) })
    case 'ended':
      return t(`discussion.ended.${state === 'declined' ? 'declined' : 'expired'}`)
    case 'condition_met':
      return t('discussion.condition_met', { n, name })
    case 'handed_over':
      return to ? t('discussion.handed_over_to', { name, to }) : t('discussion.handed_over', { name })
    default:
      return t(`discussion.${kind}`, { name })
  }
}

const answered = (state: Entry['state']) =>
  state === 'accepted' || state === 'rejected' || state === 'withdrawn' ? state : 'superseded'
