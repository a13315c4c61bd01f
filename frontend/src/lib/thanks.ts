import { api, http } from './api/client'
import type { components } from './api/schema'
import { pageByPage } from './paging'

export type Thanks = components['schemas']['LessonThanks']

const list = '/api/v1/thanks'

/** Whose thanks: from my teams or to them, or from one team or to it; else all. */
export type Whose = { mine?: true; team?: string }

/** Thanks between teams, the latest month first, page after page. */
export const thanksQuery = (whose: Whose) =>
  pageByPage(['get', list, whose], (cursor, signal) =>
    http.GET(list, { params: { query: { ...whose, cursor, limit: 20 } }, signal }),
  )

export const useThank = (onSuccess: () => void) => api.useMutation('post', list, { onSuccess })

export const useTakeBack = (onSuccess: () => void) => api.useMutation('delete', `${list}/{id}`, { onSuccess })
