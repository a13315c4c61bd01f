import { api } from '@/lib/api/client'
import type { components } from '@/lib/api/schema'

type Route = Pick<components['schemas']['Route'], 'members' | 'backups'>

/** Two tell whether the administrator is alone. Asked for anew each time: one more person is added elsewhere. */
export const firstPeopleQuery = api.queryOptions(
  'get',
  '/api/v1/people',
  { params: { query: { limit: 2 } } },
  { staleTime: 0 },
)

/** Who reviews what. */
export const routesQuery = api.queryOptions('get', '/api/v1/routes', undefined, { staleTime: 0 })

export type Step = {
  key: 'people' | 'routes' | 'moments'
  href: string
  done: boolean
  /** How many routes have nobody; 0 for the others. */
  left: number
}

/** What a registry needs before its teams come, and what of it is done. */
export function stepsOf({ people, routes, moments }: { people: number; routes: Route[]; moments: number }): Step[] {
  const left = routes.filter(({ members, backups }) => members.length + backups.length === 0).length
  return [
    { key: 'people', href: people > 1 ? '/settings/people' : '/settings/people/new', done: people > 1, left: 0 },
    { key: 'routes', href: '/settings/routes', done: left === 0, left },
    { key: 'moments', href: '/settings/moments', done: moments > 0, left: 0 },
  ]
}
