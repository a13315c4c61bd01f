import type { Check, Patch } from '@/lib/changeCheck'
import type { FullReview } from './queries'

export type Answer = string | number | null

/** A counter-offer that is being written. `answers` null: the figures that the policy works out; '' and null elsewhere: as it is. */
export type OfferDraft = {
  kind: 'change' | 'split'
  answers: Record<string, Answer> | null
  different: string
  ends_on: string | null
  way_back: string
  stop_rule: string
}

export const blankOffer: OfferDraft = {
  kind: 'change',
  answers: null,
  different: '',
  ends_on: null,
  way_back: '',
  stop_rule: '',
}

type Opener = Check['openers'][number]['changes'][number]

/** What the policy would have changed, by gate: the smallest change that opens the door. */
export const openersOf = (check: Check | undefined): Record<string, Opener> =>
  Object.fromEntries((check?.openers[0]?.changes ?? []).map((change) => [change.field.replace('answers.', ''), change]))

/** Figures open a door by themselves. A risk does not go away by an answer: what makes it go is asked for first. */
export const answersOf = ({ answers }: OfferDraft, openers: Record<string, Opener>): Record<string, Answer> =>
  answers ?? Object.fromEntries(Object.entries(openers).flatMap(([gate, { to }]) => figure(gate, to)))

const figure = (gate: string, to: unknown): [string, Answer][] => (typeof to === 'number' ? [[gate, to]] : [])

/** Whether an answer is offered of which only the plan's words can tell how it comes true. */
export const needsWords = (answers: Record<string, Answer>) =>
  Object.values(answers).some((answer) => typeof answer === 'string')

/** The offer as a merge patch of the proposal. */
export function patchOf(
  { proposal }: Pick<FullReview, 'proposal'>,
  draft: OfferDraft,
  answers: Record<string, Answer>,
): Patch {
  const different = draft.different.trim()
  const patch: Patch = {
    change: different ? [proposal.change, different].filter(Boolean).join('\n\n') : undefined,
    ends_on: draft.ends_on ?? undefined,
    way_back: draft.way_back.trim() || undefined,
    stop_rule: draft.stop_rule.trim() || undefined,
    answers: Object.keys(answers).length > 0 ? (answers as Patch['answers']) : undefined,
  }
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
}
