import { api, http } from '@/lib/api/client'
import type { components } from '@/lib/api/schema'
import { pageByPage } from '@/lib/paging'
import { queryClient } from '@/lib/query'
import type { Tab } from './filter'

type Schemas = components['schemas']
export type Review = Schemas['Review']
export type FullReview = Schemas['ReviewFull']
export type Gate = Schemas['ReviewGate']
export type Answer = Schemas['ReviewAnswer']
export type Verdict = Answer['verdict']
export type State = Review['state']
export type Filter = { tab: Tab; gate?: string; state?: State }
export type Past = Omit<Schemas['Similar'], 'score'>
export type Similar = Schemas['Similar']
export type Offer = Schemas['ReviewOffer']
export type Decided = Schemas['ReviewDecided']

const minute = 60_000

const narrowed = {
  mine: { turn: 'mine' },
  routes: { my_routes: true },
  others: { turn: 'others' },
  decided: {},
} as const

/** The reviews of a list, longest wait first, page by page; those of another state than "open" are one list. */
export const inboxQuery = ({ tab, gate, state }: Filter) => ({
  ...pageByPage(['get', '/api/v1/reviews', 'inbox', state ?? tab, gate], (cursor, signal) => {
    const query = { ...(state ? { state } : { state: 'open' as const, ...narrowed[tab] }), gate, cursor }
    return http.GET('/api/v1/reviews', { params: { query }, signal })
  }),
  refetchInterval: minute,
})

/** What became of what the person decided, the latest end first, page by page. */
export const decidedQuery = pageByPage(['get', '/api/v1/reviews/decided'], (cursor, signal) =>
  http.GET('/api/v1/reviews/decided', { params: { query: { cursor } }, signal }),
)

/** Past one-way doors like that of a review, most alike first. */
export const similarQuery = (id: string) =>
  api.queryOptions('get', '/api/v1/reviews/{id}/similar', { params: { path: { id } } }, { staleTime: 5 * minute })

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
  void queryClient.invalidateQueries({ queryKey: ['get', '/api/v1/reviews/{id}/timeline'] })
  return queryClient.invalidateQueries({ queryKey: ['get', '/api/v1/reviews'] })
}
