import { infiniteQueryOptions } from '@tanstack/react-query'
import { api, http } from '@/lib/api/client'
import type { components } from '@/lib/api/schema'
import { currentLanguage } from '@/lib/i18n'
import { queryClient } from '@/lib/query'

type Schemas = components['schemas']
export type Entry = Schemas['ReviewEntry']
export type Comment = Schemas['ReviewComment']

const timeline = '/api/v1/reviews/{id}/timeline'
const minute = 60_000

/** What was said and decided in all reviews of an experiment, oldest first. */
export const discussionQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['get', timeline, id, currentLanguage()],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor }) => {
      const { data, error } = await http.GET(timeline, { params: { path: { id }, query: { cursor, limit: 200 } } })
      if (!data) throw error
      return data
    },
    getNextPageParam: (page) => page.next_cursor ?? undefined,
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
