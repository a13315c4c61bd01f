import { lacking, type Problem } from '@/lib/api/problem'
import { useDraft } from '@/lib/useDraft'
import { blankOffer, type OfferDraft } from './offer'
import type { Answer, FullReview } from './queries'

export type Choice = 'approve' | 'offer' | 'request_changes' | 'decline'
export type Manner = 'plain' | 'conditions' | 'reservation'
export type Condition = NonNullable<Answer['conditions']>[number]

/** A decision that is being written; nothing is chosen before the person chooses. */
export type Draft = {
  choice: Choice | null
  manner: Manner
  /** null: every gate that waits for the person. */
  gates: string[] | null
  reason: string
  conditions: Condition[]
  offer: OfferDraft
}

const blank: Draft = { choice: null, manner: 'plain', gates: null, reason: '', conditions: [], offer: blankOffer }
export const newCondition: Condition = { text: '', when: 'before_start' }

/** Kept in this browser until it is sent, by experiment: so it survives a new revision too. */
export const useDecision = ({ experiment }: FullReview) =>
  useDraft<Draft>(`decision.${experiment.id}`, (kept) => ({ ...blank, ...kept }))

/** The gates the person may decide on, and those of them that are meant. */
export function gatesOf(review: FullReview, draft: Draft) {
  const mine = review.gates.filter(({ may_decide }) => may_decide)
  const waiting = mine.filter(({ state }) => state === 'open').map(({ gate }) => gate)
  const meant = draft.gates?.filter((gate) => mine.some((one) => one.gate === gate)) ?? waiting
  return { mine, meant }
}

function verdictOf({ choice, manner }: Draft): Answer['verdict'] {
  if (choice === 'request_changes' || choice === 'decline') return choice
  return ({ plain: 'approve', conditions: 'approve_with_conditions', reservation: 'disagree_and_commit' } as const)[
    manner
  ]
}

export const needsReason = ({ choice, manner }: Draft) => choice !== 'approve' || manner === 'reservation'

/** What the server is told: always the revision that was read. */
export function answerOf(review: FullReview, draft: Draft): Answer {
  const verdict = verdictOf(draft)
  return {
    revision: review.revision,
    gates: gatesOf(review, draft).meant,
    verdict,
    reason: draft.reason.trim() || undefined,
    conditions: verdict === 'approve_with_conditions' ? draft.conditions : undefined,
  }
}

/** What the draft still lacks, in the form of the server's refusals; null when it can be sent. */
export function lacks(review: FullReview, draft: Draft): Problem | null {
  if (draft.choice === 'offer') return lacking(draft.reason.trim() ? [] : ['message'])
  const fields = [
    gatesOf(review, draft).meant.length === 0 && 'gates',
    needsReason(draft) && !draft.reason.trim() && 'reason',
    ...(verdictOf(draft) === 'approve_with_conditions'
      ? draft.conditions.map(({ text }, at) => !text.trim() && `conditions[${at}].text`)
      : []),
  ].filter((field) => field !== false)
  return lacking(fields)
}
