import type { QueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { components } from '@/lib/api/schema'
import { momentsQuery, peopleQuery, teamsQuery } from '@/lib/directory'
import { sessionQuery } from '@/lib/session'

type Schemas = components['schemas']
export type Person = Schemas['Person']
export type Role = Person['roles'][number]
export type Invitation = Schemas['Invitation']
export type Team = Schemas['Team']
export type Colleague = Schemas['Colleague']
export type Route = Schemas['Route']
export type Moment = Schemas['Moment']
export type Organisation = Schemas['Organisation']

/** What a form is filled with is asked for anew each time, so that nobody's change is overlooked. */
const fresh = { gcTime: 0, staleTime: 0 }

const all = { params: { query: { limit: 200 } } }
export const sessionsQuery = api.queryOptions('get', '/api/v1/sessions', all)
export const tokensQuery = api.queryOptions('get', '/api/v1/tokens', all)

export const personQuery = (id: string) =>
  api.queryOptions('get', '/api/v1/people/{id}', { params: { path: { id } } }, fresh)
export const teamQuery = (id: string) =>
  api.queryOptions('get', '/api/v1/teams/{id}', { params: { path: { id } } }, fresh)
export const momentQuery = (id: string) =>
  api.queryOptions('get', '/api/v1/moments/{id}', { params: { path: { id } } }, fresh)
export const routesQuery = api.queryOptions('get', '/api/v1/routes')
export const routeQuery = (route: string) =>
  api.queryOptions('get', '/api/v1/routes/{route}', { params: { path: { route } } }, fresh)

/** What other pages show of a change: names of people stand in teams and routes, and one of them may be me. */
export const changed = {
  people: (client: QueryClient) =>
    Promise.all(
      [peopleQuery, teamsQuery, routesQuery, sessionQuery].map(({ queryKey }) =>
        client.invalidateQueries({ queryKey }),
      ),
    ),
  teams: (client: QueryClient) =>
    Promise.all([teamsQuery, sessionQuery].map(({ queryKey }) => client.invalidateQueries({ queryKey }))),
  routes: (client: QueryClient) =>
    Promise.all([routesQuery, sessionQuery].map(({ queryKey }) => client.invalidateQueries({ queryKey }))),
  moments: (client: QueryClient) => client.invalidateQueries({ queryKey: momentsQuery.queryKey }),
}

/** Who stands in for me, and for whom I do. */
export const delegationsQuery = api.queryOptions('get', '/api/v1/delegations')

/** What lessons there are, by team, moment and so on. */
export const shelvesQuery = api.queryOptions('get', '/api/v1/lessons', {
  params: { query: { facets: true, limit: 1 } },
})

/** Whether a feed reader may read in my name; never the key. */
export const feedKeyQuery = api.queryOptions('get', '/api/v1/feed-key')

/** Whether I get the weekly mail. */
export const digestQuery = api.queryOptions('get', '/api/v1/digest')
