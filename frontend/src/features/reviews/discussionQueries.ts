import { api, http } from '@/lib/api/client'
import type { components } from '@/lib/api/schema'
import { currentLanguage } from '@/lib/i18n'
import { pageByPage } from '@/lib/paging'
import { queryClient } from '@/lib/query'

type Schemas = components['schemas']
export type Entry = Schemas['ReviewEntry']
export type Comment = Schemas['ReviewComment']

const timeline = '/api/v1/reviews/{id}/timeline'
const minute = 60_000

/** What was said and decided in all reviews of an experiment, oldest first. */
export const discussionQuery = (id: string) => ({
  ...pageByPage(['get', timeline, id, currentLanguage()], (cursor, signal) =>
    http.GET(timeline, { params: { path: { id }, query: { cursor, limit: 200 } }, signal }),
  ),
  refetchInterval: minute,
})

/** Who takes part, and may be mentioned. */
export const peopleQuery = (id: string) =>
  api.queryOptions('get', '/api/v1/reviews/{id}/people', { params: { path: { id } } }, { staleTime: 5 * minute })

/** One comment, with what it said before. */
export const commentQuery = (id: string, comment: string) =>
  api.queryOptions('get', '/api/v1/reviews/{id}/comments/{comment}', { params: { path: { id, comment } } })

const again = () => queryClient.invalidateQueries({ queryKey: ['get', timeline] })

export const useSay = () => api.useMutation('post', '/api/v1/reviews/{id}/comments', { onSuccess: again })
export const useReword = () => api.useMutation('put', '/api/v1/reviews/{id}/comments/{comment}', { onSettled: again })
export const useRemove = () =>
  api.useMutation('delete', '/api/v1/reviews/{id}/comments/{comment}', { onSettled: again })
