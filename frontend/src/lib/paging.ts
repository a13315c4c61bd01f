import { infiniteQueryOptions, type QueryKey } from '@tanstack/react-query'

type Page = { next_cursor: string | null }
type Answer<P> = { data?: P; error?: unknown }

/** A list for `useInfiniteQuery`. `read` asks for the page at a cursor; undefined is the first one's. */
export const pageByPage = <P extends Page>(
  queryKey: QueryKey,
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<Answer<P>>,
) =>
  infiniteQueryOptions({
    queryKey,
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const { data, error } = await read(pageParam, signal)
      if (!data) throw error
      return data
    },
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
