import { useSearch } from 'wouter'
import type { components, operations } from '@/lib/api/schema'

type Query = NonNullable<operations['list-lessons']['parameters']['query']>
export type Count = components['schemas']['LessonCount']

/** The facets of the library, in the order in which people think of them. */
export const facets = ['outcome', 'kind', 'moment', 'team', 'door', 'gate', 'maturity', 'language'] as const
export type Facet = (typeof facets)[number]

/** What of the library is shown: words, and at most one value of each facet. */
export type Shelf = Pick<Query, 'q' | Facet>

const names: (keyof Shelf)[] = ['q', ...facets]

/** The shelf that stands in the address. The server refuses values that do not exist. */
export function useShelf(): Shelf {
  const search = new URLSearchParams(useSearch())
  const found = names.map((name) => [name, search.get(name) || undefined])
  return Object.fromEntries(found.filter(([, value]) => value !== undefined)) as Shelf
}

export function addressOf(shelf: Shelf): string {
  const search = new URLSearchParams()
  for (const name of names) {
    const value = shelf[name]
    if (value) search.set(name, value)
  }
  return search.size > 0 ? `/lessons?${search}` : '/lessons'
}

export const isNarrowed = (shelf: Shelf) => facets.some((facet) => shelf[facet])
