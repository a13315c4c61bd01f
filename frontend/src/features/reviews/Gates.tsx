import { useQuery } from '@tanstack/react-query'
import { DoorClosed, DoorOpen, Undo2 } from 'lucide-react'
import { asTold, useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { useProposalNames, useProposalValues } from '@/lib/proposal'
import { Card } from '@/ui/Card'
import { Prose } from '@/ui/Prose'
import { Time } from '@/ui/Time'
import styles from './Gates.module.css'
import { LowerButton } from './Lower'
import { type FullReview, type Gate, openersQuery } from './queries'

type Answers = NonNullable<FullReview['proposal']['answers']>

/** What closed the door, one gate after the other: its sentence, the answer, what would open it, what was decided. */
export function Gates({ review }: { review: FullReview }) {
  const t = useT()
  const ways = useWaysToOpen(review)
  return (
    <Card tone="closed" title={t('reviews.why')}>
      <ul className={styles.gates}>
        {review.gates.map((gate) => (
          <li key={gate.gate} className={styles.gate} data-met={isMet(gate) || undefined}>
            {isMet(gate) ? <DoorOpen aria-hidden="true" /> : <DoorClosed aria-hidden="true" />}
            <div>
              <h3 className={styles.message}>{gate.message}</h3>
              <Meta gate={gate} answer={review.proposal.answers?.[gate.gate as keyof Answers]} />
              {!isMet(gate) && ways[gate.gate] && (
                <p className={styles.way}>
                  <Undo2 aria-hidden="true" />
                  <span>
                    <span className={styles.wayName}>{t('reviews.way')}</span> {ways[gate.gate]}
                  </span>
                </p>
              )}
              <Decisions gate={gate} review={review} />
              <Lowerings gate={gate} />
              <LowerButton review={review} gate={gate} />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}

export const isMet = ({ state }: Pick<Gate, 'state'>) => state === 'met' || state === 'lowered'

/** What each gate asks of the plan, by gate, as the policy works it out. */
export function useWaysToOpen(review: FullReview): Record<string, string> {
  const { data } = useQuery({ ...openersQuery(review), enabled: review.state === 'open' })
  const changes = data?.[0]?.changes ?? []
  return Object.fromEntries(changes.map(({ field, message }) => [field.replace('answers.', ''), message]))
}

/** The answer that closed it, and who decides. */
function Meta({ gate, answer }: { gate: Gate; answer: unknown }) {
  const t = useT()
  const names = useProposalNames()
  const values = useProposalValues()
  const said = typeof answer === 'string' && t('reviews.answer', { answer: values.answer(gate.gate, answer) })
  const decides = t('reviews.gate.of', { route: names.route(gate.route) })
  const state = t(`reviews.gate.${gate.state}`)
  return (
    <>
      {gate.raised && <Raised raised={gate.raised} />}
      <p className={styles.meta}>{[said, `${decides}, ${state}`].filter(Boolean).join(' · ')}</p>
    </>
  )
}

function Raised({ raised: { by, at } }: { raised: NonNullable<Gate['raised']> }) {
  const t = useT()
  const when = useFormats().moment(at)
  return <p className={styles.meta}>{by ? t('doors.raisedBy', { name: by, when }) : t('doors.raisedWhen', { when })}</p>
}

function Lowerings({ gate }: { gate: Gate }) {
  const t = useT()
  const { moment: when } = useFormats()
  if (!gate.lowerings?.length) return null
  return (
    <ul className={styles.decisions}>
      {gate.lowerings.map(({ by, at, reason }) => (
        <li key={at + reason}>
          <p className={styles.decided}>
            {t('doors.loweredBy', { name: by })} · {when(at)}
          </p>
          <Prose quote>{reason}</Prose>
        </li>
      ))}
    </ul>
  )
}

function Decisions({ gate, review }: { gate: Gate; review: FullReview }) {
  const t = useT()
  if (!gate.decisions?.length) return null
  return (
    <ul className={styles.decisions}>
      {gate.decisions.map((decision) => (
        <li key={decision.id}>
          <p className={styles.decided}>
            {t(`reviews.decided.${decision.verdict}`, { name: decision.by })} ·{' '}
            <Time at={asTold(decision.created_at, review)} />
            {decision.dismissed_at &&
              ` · ${t(gate.lowerings?.length ? 'reviews.dismissedLowered' : 'reviews.dismissed')}`}
          </p>
          {decision.reason && <Prose quote>{decision.reason}</Prose>}
        </li>
      ))}
    </ul>
  )
}
