import type { Event } from './queries'

/** What has a page, or a thing of its own, by the first word of a kind or subject. */
export const nouns = [
  'comment',
  'counter_offer',
  'experiment',
  'follow_up',
  'lesson',
  'moment',
  'obstacle',
  'organisation',
  'person',
  'policy',
  'review',
  'route',
  'team',
  'template',
  'thanks',
  'token',
] as const
export type Noun = (typeof nouns)[number]

export const nounOf = (text: string) => nouns.find((noun) => text.split(/[.:]/)[0] === noun)

/** Where the text of a kind stands: what happens to an experiment is told in its own timeline too. */
export const textKeys = (kind: string) => [`experiments.event.${kind}`, `audit.event.${kind}`]

const places: Partial<Record<Noun, (id: string) => string>> = {
  experiment: (id) => `/experiments/${id}`,
  moment: (id) => `/settings/moments/${id}`,
  organisation: () => '/settings/organisation',
  person: (id) => `/settings/people/${id}`,
  policy: (id) => `/settings/policy/history/${id}`,
  review: (id) => `/reviews/${id}`,
  route: (id) => `/settings/routes/${id}`,
  team: (id) => `/settings/teams/${id}`,
  template: (id) => `/templates/${id}`,
}

type Place = { noun: Noun; id: string; href: string }

/** The page of what an event happened to, where it has one. A draft has one for its team alone. */
export function placeOf({
  subject,
  experiment,
  experiment_id,
}: Pick<Event, 'subject' | 'experiment' | 'experiment_id'>) {
  if (experiment)
    return { noun: 'experiment', id: experiment.key, href: `/experiments/${experiment.key}` } satisfies Place
  const noun = nounOf(subject)
  const id = subject.slice(subject.indexOf(':') + 1)
  const href = noun && places[noun]?.(id)
  return noun && href && !experiment_id ? ({ noun, id, href } satisfies Place) : undefined
}
