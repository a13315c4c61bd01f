import type { Happening } from './queries'

type Kind = Happening['kind']

/** What events are about; the history is narrowed by it. */
export const abouts = ['life', 'plan', 'check_ins', 'door', 'review', 'lesson'] as const
export type About = (typeof abouts)[number]

const aboutOf: Record<Kind, About> = {
  'experiment.registered': 'life',
  'experiment.cloned': 'life',
  'experiment.split': 'life',
  'experiment.submitted': 'life',
  'experiment.withdrawn': 'life',
  'experiment.declined': 'life',
  'experiment.expired': 'life',
  'experiment.started': 'life',
  'experiment.paused': 'life',
  'experiment.resumed': 'life',
  'experiment.stopped': 'life',
  'experiment.concluded': 'life',
  'experiment.recovery_advanced': 'life',
  'experiment.recovery_closed': 'life',
  'experiment.archived': 'life',
  'experiment.unarchived': 'life',
  'experiment.edited': 'plan',
  'experiment.extended': 'plan',
  'experiment.cap_raised': 'plan',
  'experiment.judged_again': 'plan',
  'experiment.undo_tried': 'plan',
  'experiment.checked_in': 'check_ins',
  'experiment.door_raised': 'door',
  'experiment.door_lowered': 'door',
  'experiment.gate_met': 'door',
  'experiment.gate_open': 'door',
  'experiment.condition_met': 'door',
  'template.door_withdrawn': 'door',
  'review.turn_team': 'review',
  'review.turn_route': 'review',
  'review.reminded': 'review',
  'review.escalated': 'review',
  'review.handed_over': 'review',
  'counter_offer.made': 'review',
  'counter_offer.accepted': 'review',
  'counter_offer.rejected': 'review',
  'counter_offer.withdrawn': 'review',
  'comment.made': 'review',
  'comment.edited': 'review',
  'comment.removed': 'review',
  'lesson.saved': 'lesson',
  'lesson.published': 'lesson',
  'lesson.confirmed': 'lesson',
  'lesson.superseded': 'lesson',
  'lesson.restored': 'lesson',
  'experiment.lesson_paid': 'lesson',
}

export const kinds = Object.keys(aboutOf) as Kind[]

/** Every kind of event that is about one of these; none where nothing is narrowed. */
export const kindsAbout = (chosen: readonly About[]): Kind[] => kinds.filter((kind) => chosen.includes(aboutOf[kind]))

/** What the address asks for: events about these things, or one of them by its id. */
export function readHistory(address: string): { chosen: About[]; event: string | null } {
  const search = new URLSearchParams(address)
  const named = search.get('about')?.split(',') ?? []
  return { chosen: abouts.filter((about) => named.includes(about)), event: search.get('event') }
}

export const historyAddress = (key: string, chosen: readonly About[]) =>
  `/experiments/${key}?tab=history${chosen.length > 0 ? `&about=${chosen.join(',')}` : ''}`
