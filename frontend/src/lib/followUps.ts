import { useQueryClient } from '@tanstack/react-query'
import { http } from './api/client'
import type { components } from './api/schema'
import { useSaid } from './said'

export type FollowUp = components['schemas']['LessonTeamFollowUp']
/** What became of one, and why or what was done. */
export type End = Pick<FollowUp, 'state' | 'reason'>

const place = '/api/v1/follow-ups/{id}'

/** Says what became of one; whatever shows it is asked for anew. */
export function useEndFollowUp() {
  const client = useQueryClient()
  return useSaid<FollowUp, End>({
    saidIn: ({ state, reason }) => ({ state, reason }),
    save: async (body, { id, version }) => {
      const params = { path: { id }, header: { 'If-Match': `"${version}"` } }
      const { error } = await http.PUT(place, { params, body })
      if (error) throw error
    },
    read: async ({ id }) => {
      const { data, error } = await http.GET(place, { params: { path: { id } } })
      if (!data) throw error
      return data
    },
    onEnd: () =>
      Promise.all(
        ['/api/v1/follow-ups', '/api/v1/home', '/api/v1/lessons/{id}'].map((one) =>
          client.invalidateQueries({ queryKey: ['get', one] }),
        ),
      ),
  })
}
