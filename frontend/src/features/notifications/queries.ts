import { infiniteQueryOptions } from '@tanstack/react-query'
import { api, http } from '@/lib/api/client'
import type { components } from '@/lib/api/schema'
import { currentLanguage } from '@/lib/i18n'
import { queryClient } from '@/lib/query'

const path = '/api/v1/notifications'
export type Notification = components['schemas']['Notification']

/** How many are not read yet; it stops counting at 100. */
export const unreadQuery = api.queryOptions(
  'get',
  path,
  { params: { query: { unread: true, limit: 1 } } },
  { refetchInterval: 60_000 },
)

/** What the person was told, newest first, page by page, in the present language. */
export const notificationsQuery = () =>
  infiniteQueryOptions({
    queryKey: ['get', path, 'all', currentLanguage()],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor }) => {
      const { data, error } = await http.GET(path, { params: { query: { cursor } } })
      if (!data) throw error
      return data
    },
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

const asked = () => queryClient.invalidateQueries({ queryKey: ['get', path] })

export const useRead = () => api.useMutation('post', '/api/v1/notifications/{id}/read', { onSettled: asked })
export const useReadAll = () => api.useMutation('post', '/api/v1/notifications/read', { onSettled: asked })
