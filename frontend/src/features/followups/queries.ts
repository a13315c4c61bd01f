import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { useSearch } from 'wouter'
import { http } from '@/lib/api/client'

/** The shelves of the list, as they stand in the address; the first one needs no word there. */
export const shelves = ['open', 'overdue', 'done', 'not_needed'] as const
export type Shelf = (typeof shelves)[number]

export function useShelf(): Shelf {
  const asked = new URLSearchParams(useSearch()).get('show')
  return shelves.find((shelf) => shelf === asked) ?? 'open'
}

export const addressOf = (shelf: Shelf) => (shelf === 'open' ? '/follow-ups' : `/follow-ups?show=${shelf}`)

const list = '/api/v1/follow-ups'

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
