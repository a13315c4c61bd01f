import { daysBetween } from './days'
import type { AtHand, Mine, Review } from './queries'

/** Why something needs a person, the most urgent first: who makes others wait comes before who only waits for oneself. */
export const kinds = [
  'decide',
  'answer',
  'recovery',
  'tripped',
  'drifted',
  'past',
  'check_in',
  'lesson',
  'ready',
  'ending',
  'full',
  'paused',
  'draft',
] as const
export type Kind = (typeof kinds)[number]

export type Need = {
  kind: Kind
  id: string
  title: string
  /** Of the title, where it is known. */
  language?: string
  team: string
  href: string
  /** Since when others wait, or when it was last changed. */
  since: string
  /** Its last day, or the day of the check-in that is due. */
  on?: string
  /** Days to the last day; negative past it. */
  left?: number
}

const soon = 7

/** Everything that needs the person on a day, the most urgent first and the longest wait first; of drafts the newest. */
export function needsOf({ reviews, experiments }: Mine, day: string): Need[] {
  const needs = [
    ...reviews.map(ofReview),
    ...experiments.flatMap((one) => kindsOf(one, day).map((kind) => ofExperiment(kind, one, day))),
  ]
  return needs.sort((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind) || byUrgency(one, other))
}

function byUrgency(one: Need, other: Need): number {
  if (one.kind === 'draft') return other.since.localeCompare(one.since)
  return (one.left ?? 0) - (other.left ?? 0) || one.since.localeCompare(other.since)
}

function kindsOf(one: AtHand, day: string): Kind[] {
  const owed: Kind[] = []
  if (one.owes_recovery) owed.push('recovery')
  if (one.owes_lesson) owed.push('lesson')
  const kind = kindOf(one, day)
  return kind ? [...owed, kind] : owed
}

function kindOf({ status, ends_on, near_cap: full, paused_because: because, check_in_due }: AtHand, day: string) {
  if (because === 'drift') return 'drifted'
  if (because === 'stop_rule') return 'tripped'
  if (status === 'draft' || status === 'ready' || status === 'paused') return status
  if (status !== 'running') return null
  const left = ends_on ? daysBetween(day, ends_on) : soon + 1
  if (left < 0) return 'past'
  if (check_in_due && check_in_due <= day) return 'check_in'
  if (left <= soon) return 'ending'
  return full ? 'full' : null
}

function ofReview({ id, experiment, turn, waiting_since }: Review): Need {
  return {
    kind: turn === 'team' ? 'answer' : 'decide',
    id,
    title: experiment.title,
    team: experiment.team_id,
    href: `/reviews/${id}`,
    since: waiting_since,
  }
}

const addresses: Partial<Record<Kind, (key: string) => string>> = {
  draft: (key) => `/propose?draft=${key}`,
  recovery: (key) => `/experiments/${key}/recovery`,
  lesson: (key) => `/experiments/${key}/lesson`,
  check_in: (key) => `/experiments/${key}/check-in`,
}

function ofExperiment(kind: Kind, one: AtHand, day: string): Need {
  const dated = kind === 'past' || kind === 'ending' ? one.ends_on : undefined
  const due = kind === 'check_in' ? one.check_in_due : undefined
  return {
    kind,
    id: one.id,
    title: one.title,
    language: one.language,
    team: one.team_id,
    href: addresses[kind]?.(one.key) ?? `/experiments/${one.key}`,
    since: due ?? one.changed_at,
    on: dated ?? due,
    left: dated ? daysBetween(day, dated) : undefined,
  }
}
