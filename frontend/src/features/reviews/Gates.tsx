import { useQuery } from '@tanstack/react-query'
import { DoorClosed, DoorOpen, Undo2 } from 'lucide-react'
import { useT } from '@/lib/i18n'
import { useProposalNames, useProposalValues } from '@/lib/proposal'
import { Badge } from '@/ui/Badge'
import { Card } from '@/ui/Card'
import { Prose } from '@/ui/Prose'
import { Time } from '@/ui/Time'
import styles from './Gates.module.css'
import { type FullReview, type Gate, openersQuery } from './queries'

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
              <Asked gate={gate.gate} answer={review.proposal.answers?.[gate.gate as keyof object]} />
              {!isMet(gate) && ways[gate.gate] && (
                <p className={styles.way}>
                  <Undo2 aria-hidden="true" />
                  <span>
                    <span className={styles.wayName}>{t('reviews.way')}</span> {ways[gate.gate]}
                  </span>
                </p>
              )}
              <Meta gate={gate} />
              <Decisions gate={gate} />
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

function Asked({ gate, answer }: { gate: string; answer: unknown }) {
  const values = useProposalValues()
  if (typeof answer !== 'string') return null
  return (
    <p className={styles.asked}>
      {values.question(gate)} <strong>{values.answer(gate, answer)}</strong>
    </p>
  )
}

function Meta({ gate }: { gate: Gate }) {
  const t = useT()
  const names = useProposalNames()
  return (
    <p className={styles.meta}>
      <Badge tone={isMet(gate) ? 'open' : 'plain'}>
        {t('reviews.gate.of', { route: names.route(gate.route) })} · {t(`reviews.gate.${gate.state}`)}
      </Badge>
    </p>
  )
}

function Decisions({ gate }: { gate: Gate }) {
  const t = useT()
  if (!gate.decisions?.length) return null
  return (
    <ul className={styles.decisions}>
      {gate.decisions.map((decision) => (
        <li key={decision.id}>
          <p className={styles.decided}>
            {t(`reviews.decided.${decision.verdict}`, { name: decision.by })} · <Time at={decision.created_at} />
            {decision.dismissed_at && ` · ${t('reviews.dismissed')}`}
          </p>
          {decision.reason && <Prose quote>{decision.reason}</Prose>}
        </li>
      ))}
    </ul>
  )
}
