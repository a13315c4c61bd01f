import { api } from './api/client'

/** The reviews in which the next move is mine, longest wait first. */
export const mineQuery = (gate?: string) =>
  api.queryOptions(
    'get',
    '/api/v1/reviews',
    { params: { query: { turn: 'mine', state: 'open', gate, limit: 100 } } },
    { refetchInterval: 60_000 },
  )
