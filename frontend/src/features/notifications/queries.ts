import { api, http } from '@/lib/api/client'
import type { components } from '@/lib/api/schema'
import { currentLanguage } from '@/lib/i18n'
import { pageByPage } from '@/lib/paging'
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
  pageByPage(['get', path, 'all', currentLanguage()], (cursor, signal) =>
    http.GET(path, { params: { query: { cursor } }, signal }),
  )

const asked = () => queryClient.invalidateQueries({ queryKey: ['get', path] })

export const useRead = () => api.useMutation('post', '/api/v1/notifications/{id}/read', { onSettled: asked })
export const useReadAll = () => api.useMutation('post', '/api/v1/notifications/read', { onSettled: asked })
