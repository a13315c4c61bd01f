import { useQueryClient } from '@tanstack/react-query'
import { http } from '@/lib/api/client'
import { useSaid } from '@/lib/said'
import type { OwnLesson } from './queries'

/** A lesson as somebody sees it who says what supersedes it. */
type Seen = Pick<OwnLesson, 'id' | 'version' | 'superseded_by'>
/** Which lesson says it better. */
type Better = { id: string; headline: string }

const path = (id: string) => ({ path: { id } })

/** Says which lesson supersedes another; null that none does. */
export function useSupersede() {
  const client = useQueryClient()
  return useSaid<Seen, Better | null>({
    saidIn: ({ superseded_by: by }) => (by ? { id: by.id, headline: by.headline } : null),
    save: async (by, { id, version }) => {
      const params = { ...path(id), header: { 'If-Match': `"${version}"` } }
      const { error } = await http.PUT('/api/v1/lessons/{id}/superseded-by', {
        params,
        body: { lesson_id: by?.id ?? null },
      })
      if (error) throw error
    },
    read: async ({ id }) => {
      const { data, error } = await http.GET('/api/v1/lessons/{id}', { params: path(id) })
      if (!data) throw error
      return data
    },
    onEnd: () =>
      Promise.all(
        ['/api/v1/lessons', '/api/v1/lessons/{id}'].map((one) => client.invalidateQueries({ queryKey: ['get', one] })),
      ),
  })
}
