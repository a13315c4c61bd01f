import type { Change } from './stream'

/** What becomes of a query: asked for again at once if the page shows it, or when it is shown next. */
export type Effect = 'now' | 'later'

/**
 * `all`: at once. `its`: at once where it is about the thing or its experiment. `near`: at once where it is of one's own
 * teams and routes, else later: every open list of everybody would be asked for again with each step of anybody.
 * `later`: where asking again would disturb who writes.
 */
type Reach = 'all' | 'its' | 'near' | 'later'

/** Which queries a change reaches, by the beginning of their keys; `*` stands for whatever follows. */
const reached: Record<Change['what'], readonly (readonly [Reach, string])[]> = {
  experiment: [
    ['its', 'get /api/v1/experiments/{id}*'],
    ['near', 'get /api/v1/experiments'],
    ['near', 'get /api/v1/home*'],
    ['its', 'get /api/v1/reviews/{id}'],
    ['its', 'get /api/v1/reviews'],
    ['near', 'get /api/v1/reviews'],
  ],
  review: [
    ['its', 'get /api/v1/reviews/{id}*'],
    ['its', 'get /api/v1/reviews'],
    ['near', 'get /api/v1/reviews'],
    ['near', 'get /api/v1/home'],
    ['later', 'get /api/v1/reviews/decided'],
    ['its', 'get /api/v1/experiments/{id}*'],
    ['near', 'get /api/v1/experiments'],
  ],
  comment: [
    ['all', 'get /api/v1/reviews/{id}/timeline'],
    ['later', 'get /api/v1/reviews/{id}/people'],
    ['its', 'get /api/v1/reviews/{id}/comments/{comment}'],
  ],
  lesson: [
    ['its', 'get /api/v1/lessons/{id}'],
    ['its', 'get /api/v1/experiments/{id}*'],
    ['near', 'get /api/v1/lessons'],
    ['near', 'get /api/v1/home'],
  ],
  template: [
    ['its', 'get /api/v1/templates/{id}'],
    ['all', 'get /api/v1/templates'],
  ],
  policy: [
    ['later', 'get /api/v1/policy'],
    ['all', 'get /api/v1/policy/versions'],
  ],
  organisation: [['later', 'get /api/v1/organisation']],
  route: [
    ['its', 'get /api/v1/routes/{route}'],
    ['all', 'get /api/v1/routes'],
  ],
  moment: [
    ['its', 'get /api/v1/moments/{id}'],
    ['all', 'directory moments'],
  ],
  team: [
    ['its', 'get /api/v1/teams/{id}'],
    ['all', 'directory teams'],
  ],
  person: [
    ['its', 'get /api/v1/people/{id}'],
    ['all', 'directory people'],
  ],
  you: [
    ['all', 'get /api/v1/notifications'],
    ['all', 'get /api/v1/session'],
    ['all', 'get /api/v1/sessions'],
    ['all', 'get /api/v1/tokens'],
    ['all', 'get /api/v1/delegations'],
    ['all', 'get /api/v1/reviews'],
    ['all', 'get /api/v1/follow-ups'],
  ],
  everything: [
    ['all', 'get *'],
    ['all', 'directory *'],
  ],
  bye: [['all', 'get /api/v1/session']],
}

/** A query as its key and what it has. */
export type Known = { queryKey: readonly unknown[]; data?: unknown }

/** What a change does to a query; null where it is none of its business. */
export function effectOf(change: Change, query: Known): Effect | null {
  const effects = reached[change.what].flatMap(([reach, path]) => (fits(path, query) ? done(reach, change, query) : []))
  return effects.includes('now') ? 'now' : (effects[0] ?? null)
}

function done(reach: Reach, change: Change, query: Known): Effect[] {
  if (reach === 'its') return isOf(change, query) ? ['now'] : []
  return reach === 'all' || (reach === 'near' && change.near) ? ['now'] : ['later']
}

/** Whether a change is of what a page stands for, and not of a list in which it is one of many. */
export const isSubject = (change: Change, query: Known) =>
  isOf(change, query) && reached[change.what].some(([reach, path]) => reach === 'its' && fits(path, query))

function fits(path: string, { queryKey }: Known): boolean {
  const name = queryKey.slice(0, 2).join(' ')
  return path.endsWith('*') ? name.startsWith(path.slice(0, -1)) : name === path
}

/** A query is of a thing when its key names it, by its id or its experiment's, or when what it has does. */
function isOf({ id, experiment, key }: Change, { queryKey, data }: Known): boolean {
  const names = [id, experiment, key].filter(Boolean)
  return textsIn(queryKey.slice(2)).some((text) => names.includes(text)) || names.includes(experimentOf(data))
}

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** The experiment to which an answer belongs. */
function experimentOf(data: unknown): string | undefined {
  const { experiment } = (data ?? {}) as { experiment?: { id?: string } }
  return experiment?.id
}
