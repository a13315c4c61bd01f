import { useQuery } from '@tanstack/react-query'
import { http } from './api/client'
import type { components } from './api/schema'
import { usePerson } from './session'

type Team = components['schemas']['Team']
type Moment = components['schemas']['Moment']
type Person = components['schemas']['Person']
type Page<T> = { items: T[]; next_cursor: string | null }
type Answer<T> = { data?: Page<T>; error?: unknown }

/** Reads a list to its end. For lists of the organisation that people keep short by hand. */
async function everyPage<T>(read: (cursor: string | undefined) => Promise<Answer<T>>): Promise<T[]> {
  const all: T[] = []
  let cursor: string | null | undefined
  while (cursor !== null) {
    const { data, error } = await read(cursor)
    if (!data) throw error
    all.push(...data.items)
    cursor = data.next_cursor
  }
  return all
}

const quarter = 15 * 60_000

/** Every team of the organisation. */
export const teamsQuery = {
  queryKey: ['directory', 'teams'],
  queryFn: () => everyPage<Team>((cursor) => http.GET('/api/v1/teams', { params: { query: { cursor, limit: 200 } } })),
  staleTime: quarter,
}

/** Every moment of truth. */
export const momentsQuery = {
  queryKey: ['directory', 'moments'],
  queryFn: () =>
    everyPage<Moment>((cursor) => http.GET('/api/v1/moments', { params: { query: { cursor, limit: 200 } } })),
  staleTime: quarter,
}

/** Everyone who has ever had an account, also who is not active any more; in the order of their names. */
export const peopleQuery = {
  queryKey: ['directory', 'people'],
  queryFn: async () => {
    const people = await everyPage<Person>((cursor) =>
      http.GET('/api/v1/people', { params: { query: { cursor, limit: 200 } } }),
    )
    return people.sort((one, other) => one.name.localeCompare(other.name))
  },
}

/** Everyone, for administrators; nobody else may ask. */
export const usePeople = () => useQuery({ ...peopleQuery, enabled: usePerson().roles.includes('admin') })

type Named = { id: string; name: string }
const naming = (items: Named[] | undefined) => (id: string | undefined) =>
  items?.find((item) => item.id === id)?.name ?? ''

/** A team's name by its id; empty until it is known. */
export const useTeamName = () => naming(useQuery(teamsQuery).data)

/** A moment's name by its id; empty until it is known. */
export const useMomentName = () => naming(useQuery(momentsQuery).data)
