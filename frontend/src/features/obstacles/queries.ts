import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query'
import { api, http } from '@/lib/api/client'
import type { components } from '@/lib/api/schema'
import { pageByPage } from '@/lib/paging'
import type { Filter } from './filter'

type Schemas = components['schemas']
export type Obstacle = Schemas['LessonObstacle']

const list = '/api/v1/obstacles'
const one = '/api/v1/obstacles/{id}'
const removed = '/api/v1/obstacles/removed'
const path = (id: string) => ({ params: { path: { id } } })

/** The obstacles under a filter, page by page. */
export const listQuery = (filter: Filter) => ({
  ...pageByPage(['get', list, 'filtered', filter], (cursor, signal) =>
    http.GET(list, { params: { query: { ...filter, cursor, limit: 30 } }, signal }),
  ),
  placeholderData: keepPreviousData,
})

/** How many have been removed so far. */
export const removedQuery = api.queryOptions('get', removed)

/** Obstacles that say about the same, at most three: asked in a body, as words that are not posted yet stand in no address. */
export const alikeQuery = (text: string) =>
  queryOptions({
    queryKey: ['get', '/api/v1/obstacles', 'similar', text],
    queryFn: async ({ signal }) => {
      const { data, error } = await http.POST('/api/v1/obstacles/similar', { body: { text, limit: 3 }, signal })
      if (!data) throw error
      return data
    },
    enabled: text.length >= 8,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    retry: false,
  })

export const obstacleQuery = (id: string) => api.queryOptions('get', one, path(id))

/** What teams try or tried against it, the newest first. */
export const attemptsQuery = (obstacle: string) =>
  api.queryOptions('get', '/api/v1/experiments', { params: { query: { obstacle, limit: 20 } } })

/** Asks anew for all that shows an obstacle: lists, the obstacle itself, Home. */
function useAnew() {
  const client = useQueryClient()
  return () =>
    Promise.all(
      [list, one, removed, '/api/v1/home'].map((place) => client.invalidateQueries({ queryKey: ['get', place] })),
    ).then(() => {})
}

export const usePost = () => api.useMutation('post', list, { onSuccess: useAnew() })

export const useMeToo = () => api.useMutation('post', '/api/v1/obstacles/{id}/me-too', { onSuccess: useAnew() })

export const useTakeBack = () => api.useMutation('delete', '/api/v1/obstacles/{id}/me-too', { onSuccess: useAnew() })

export const useTry = () => api.useMutation('post', '/api/v1/obstacles/{id}/try', { onSuccess: useAnew() })

export const useRemove = () => api.useMutation('post', '/api/v1/obstacles/{id}/remove', { onSuccess: useAnew() })

export const useKeep = () => api.useMutation('post', '/api/v1/obstacles/{id}/keep', { onSuccess: useAnew() })
