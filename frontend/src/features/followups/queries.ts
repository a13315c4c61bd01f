import { infiniteQueryOptions, keepPreviousData, useQueryClient } from '@tanstack/react-query'
import { useSearch } from 'wouter'
import { api, http } from '@/lib/api/client'
import type { components } from '@/lib/api/schema'

export type FollowUp = components['schemas']['LessonTeamFollowUp']
export type State = FollowUp['state']

/** The shelves of the list, as they stand in the address; the first one needs no word there. */
export const shelves = ['open', 'overdue', 'done', 'not_needed'] as const
export type Shelf = (typeof shelves)[number]

export function useShelf(): Shelf {
  const asked = new URLSearchParams(useSearch()).get('show')
  return shelves.find((shelf) => shelf === asked) ?? 'open'
}

export const addressOf = (shelf: Shelf) => (shelf === 'open' ? '/follow-ups' : `/follow-ups?show=${shelf}`)

const list = '/api/v1/follow-ups'
const one = '/api/v1/follow-ups/{id}'

/** The follow-ups of a shelf, page by page, what is due first comes first. */
export const listQuery = (shelf: Shelf) =>
  infiniteQueryOptions({
    queryKey: ['get', list, shelf],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor, signal }) => {
      const query = shelf === 'overdue' ? { overdue: true } : { state: shelf }
      const { data, error } = await http.GET(list, { params: { query: { ...query, cursor, limit: 30 } }, signal })
      if (!data) throw error
      return data
    },
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  })

/** Says what became of one; whatever shows it is asked for anew. */
export function useEnd() {
  const client = useQueryClient()
  const { mutate, isPending, error } = api.useMutation('put', one, {
    onSuccess: () =>
      Promise.all(
        [list, '/api/v1/home', '/api/v1/lessons/{id}'].map((place) =>
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
