import { infiniteQueryOptions } from '@tanstack/react-query'
import { api, http } from '@/lib/api/client'
import type { components } from '@/lib/api/schema'
import { queryClient } from '@/lib/query'

type Schemas = components['schemas']
export type Review = Schemas['Review']
export type FullReview = Schemas['ReviewFull']
export type Gate = Schemas['ReviewGate']
export type Answer = Schemas['ReviewAnswer']
export type Verdict = Answer['verdict']
export type State = Review['state']
export type Filter = { gate?: string; state?: State }

const minute = 60_000

/** Every review of a state, longest wait first, page by page. */
export const inboxQuery = ({ gate, state = 'open' }: Filter) =>
  infiniteQueryOptions({
    queryKey: ['get', '/api/v1/reviews', 'inbox', gate, state],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor }) => {
      const { data, error } = await http.GET('/api/v1/reviews', { params: { query: { state, gate, cursor } } })
      if (!data) throw error
      return data
    },
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: minute,
  })

export const reviewQuery = (id: string) => api.queryOptions('get', '/api/v1/reviews/{id}', { params: { path: { id } } })

/** The open review of an experiment: of its newest revision, if that one needs a review. */
export const openReviewQuery = (experiment: string) =>
  api.queryOptions('get', '/api/v1/reviews', { params: { query: { experiment, state: 'open', limit: 1 } } })

/** What differs between two revisions of an experiment. */
export const revisionsQuery = (id: string, from: number, to: number) =>
  api.queryOptions('get', '/api/v1/experiments/{id}/revisions/{n}', {
    params: { path: { id, n: to }, query: { diff: from } },
  })

export const routesQuery = api.queryOptions('get', '/api/v1/routes')

/** What would open the door of a proposal, as the policy works it out. */
export const openersQuery = (review: FullReview) => ({
  queryKey: ['openers', review.id],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async () => {
    const { data, error } = await http.POST('/api/v1/door-check', { body: review.proposal })
    if (!data) throw error
    return data.openers
  },
})

/** Shows what a decision has changed, here and in the lists. */
export function showDecided(review: FullReview) {
  queryClient.setQueryData(reviewQuery(review.id).queryKey, review)
  return queryClient.invalidateQueries({ queryKey: ['get', '/api/v1/reviews'] })
}
