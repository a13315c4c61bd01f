import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { components } from '@/lib/api/schema'
import { teamsQuery } from '@/lib/directory'
import { mineQuery } from '@/lib/turn'

type Schemas = components['schemas']
export type Review = Schemas['Review']
export type AtHand = Schemas['AtHand']
export type NewLesson = Schemas['NewLesson']
export type Support = Schemas['Support']
export type Removals = Schemas['Removals']

/** What the day begins with, but for the reviews that wait for one's own move. */
const homeQuery = api.queryOptions('get', '/api/v1/home')

/** How the signals of what runs are: asked for once the rest is there. */
export const signalsQuery = api.queryOptions('get', '/api/v1/home/signals')

/** All of Home, asked for at once. It comes with the names of teams, so that no line grows later. */
export function useHome() {
  const reviews = useQuery(mineQuery())
  const home = useQuery(homeQuery)
  const { isPending: unnamed } = useQuery(teamsQuery)
  const all = [reviews, home]
  const ready = reviews.data && home.data && !unnamed
  return {
    data: ready ? { ...home.data, reviews: reviews.data.items } : undefined,
    error: all.find(({ error }) => error)?.error ?? null,
    refetch: () => Promise.all(all.map((query) => query.refetch())),
  }
}

export type Home = NonNullable<ReturnType<typeof useHome>['data']>

/** What needs are made of. */
export type Mine = Pick<Home, 'reviews' | 'experiments'>
