import { keepPreviousData } from '@tanstack/react-query'
import { useSearch } from 'wouter'
import { http } from '@/lib/api/client'
import { pageByPage } from '@/lib/paging'

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
export const listQuery = (shelf: Shelf) => ({
  ...pageByPage(['get', list, shelf], (cursor, signal) => {
    const query = shelf === 'overdue' ? { overdue: true as const } : { state: shelf }
    return http.GET(list, { params: { query: { ...query, cursor, limit: 30 } }, signal })
  }),
  placeholderData: keepPreviousData,
})
