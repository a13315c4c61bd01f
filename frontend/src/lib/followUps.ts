import { useQueryClient } from '@tanstack/react-query'
import { api } from './api/client'
import type { components } from './api/schema'

export type FollowUp = components['schemas']['LessonTeamFollowUp']
type State = FollowUp['state']

/** Says what became of one; whatever shows it is asked for anew. */
export function useEndFollowUp() {
  const client = useQueryClient()
  const { mutate, isPending, error } = api.useMutation('put', '/api/v1/follow-ups/{id}', {
    onSuccess: () =>
      Promise.all(
        ['/api/v1/follow-ups', '/api/v1/home', '/api/v1/lessons/{id}'].map((place) =>
          client.invalidateQueries({ queryKey: ['get', place] }),
        ),
      ).then(() => {}),
  })
  return {
    isPending,
    error,
    end: (id: string, state: State, reason: string | undefined, onSuccess: () => void) =>
      mutate({ params: { path: { id }, header: { 'If-Match': '*' } }, body: { state, reason } }, { onSuccess }),
  }
}
