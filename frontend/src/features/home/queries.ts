import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { components } from '@/lib/api/schema'
import { teamsQuery } from '@/lib/directory'
import { mineQuery } from '@/lib/turn'

type Schemas = components['schemas']
export type Review = Schemas['Review']
export type Summary = Schemas['Summary']
export type Lessons = Schemas['Library']

/** What my teams have begun and not ended; of more than two hundred the newest. */
const goingQuery = api.queryOptions('get', '/api/v1/experiments', {
  params: { query: { mine: true, status: ['draft', 'ready', 'running', 'paused'], limit: 200 } },
})

const owedQuery = api.queryOptions('get', '/api/v1/experiments', {
  params: { query: { mine: true, owes_lesson: true } },
})

const recoveringQuery = api.queryOptions('get', '/api/v1/experiments', {
  params: { query: { mine: true, owes_recovery: true } },
})

export const newLessonsQuery = api.queryOptions('get', '/api/v1/lessons', { params: { query: { limit: 3 } } })

/**
 * All that waits for the person and what their teams run, asked for at once. It comes with the names of teams, so that
 * no line grows later.
 */
export function useMine() {
  const reviews = useQuery(mineQuery())
  const owed = useQuery(owedQuery)
  const recovering = useQuery(recoveringQuery)
  const going = useQuery(goingQuery)
  const { isPending: unnamed } = useQuery(teamsQuery)
  const all = [reviews, owed, recovering, going]
  const ready = reviews.data && owed.data && recovering.data && going.data && !unnamed
  return {
    data: ready
      ? {
          reviews: reviews.data.items,
          owed: owed.data.items,
          recovering: recovering.data.items,
          going: going.data.items,
        }
      : undefined,
    error: all.find(({ error }) => error)?.error ?? null,
    refetch: () => Promise.all(all.map((query) => query.refetch())),
  }
}

export type Mine = NonNullable<ReturnType<typeof useMine>['data']>
