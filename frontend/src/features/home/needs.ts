import { daysBetween } from './days'
import type { Mine, Review, Summary } from './queries'

/** Why something needs a person, the most urgent first: who makes others wait comes before who only waits for oneself. */
export const kinds = [
  'decide',
  'answer',
  'recovery',
  'tripped',
  'drifted',
  'past',
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
  endsOn?: string
  /** Days to the last day; negative past it. */
  left?: number
}

const soon = 7

/** Everything that needs the person on a day, the most urgent first and the longest wait first; of drafts the newest. */
export function needsOf({ reviews, owed, recovering, going }: Mine, day: string): Need[] {
  const needs = [
    ...reviews.map(ofReview),
    ...recovering.map((one) => ofExperiment('recovery', one, day)),
    ...owed.map((one) => ofExperiment('lesson', one, day)),
    ...going.flatMap((one) => {
      const kind = kindOf(one, day)
      return kind ? [ofExperiment(kind, one, day)] : []
    }),
  ]
  return needs.sort((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind) || byUrgency(one, other))
}

function byUrgency(one: Need, other: Need): number {
  if (one.kind === 'draft') return other.since.localeCompare(one.since)
  return (one.left ?? 0) - (other.left ?? 0) || one.since.localeCompare(other.since)
}

function kindOf({ status, ends_on, near_cap: full, paused_because: because }: Summary, day: string): Kind | null {
  if (because === 'drift') return 'drifted'
  if (because === 'stop_rule') return 'tripped'
  if (status === 'draft' || status === 'ready' || status === 'paused') return status
  if (status !== 'running') return null
  const left = ends_on ? daysBetween(day, ends_on) : soon + 1
  if (left < 0) return 'past'
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
}

function ofExperiment(kind: Kind, one: Summary, day: string): Need {
  const dated = kind === 'past' || kind === 'ending' ? one.ends_on : undefined
  return {
    kind,
    id: one.id,
    title: one.title,
    language: one.language,
    team: one.team_id,
    href: addresses[kind]?.(one.key) ?? `/experiments/${one.key}`,
    since: one.changed_at,
    endsOn: dated,
    left: dated ? daysBetween(day, dated) : undefined,
  }
}
