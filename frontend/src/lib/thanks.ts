import { infiniteQueryOptions } from '@tanstack/react-query'
import { api, http } from './api/client'
import type { components } from './api/schema'

export type Thanks = components['schemas']['LessonThanks']

const list = '/api/v1/thanks'

/** Whose thanks: from my teams or to them, or from one team or to it; else all. */
export type Whose = { mine?: boolean; team?: string }

/** Thanks between teams, the latest month first, page after page. */
export const thanksQuery = (whose: Whose) =>
  infiniteQueryOptions({
    queryKey: ['get', list, whose],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor, signal }) => {
      const { data, error } = await http.GET(list, { params: { query: { ...whose, cursor, limit: 20 } }, signal })
      if (!data) throw error
      return data
    },
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export const useThank = (onSuccess: () => void) => api.useMutation('post', list, { onSuccess })

export const useTakeBack = (onSuccess: () => void) => api.useMutation('delete', `${list}/{id}`, { onSuccess })
