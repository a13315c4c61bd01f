import { useSearch } from 'wouter'
import { addressUnder } from '@/lib/address'
import type { components, operations } from '@/lib/api/schema'

type Query = NonNullable<operations['list-lessons']['parameters']['query']>
export type Count = components['schemas']['LessonCount']

/** The facets of the library, in the order in which people think of them. */
export const facets = ['outcome', 'kind', 'moment', 'team', 'door', 'gate', 'maturity', 'language'] as const
export type Facet = (typeof facets)[number]

/** What of the library is shown: words, as they are written or mended, and at most one value of each facet. */
export type Shelf = Pick<Query, 'q' | 'exact' | 'belief' | Facet>

const names = ['q', 'belief', ...facets] as const

/** The shelf that stands in the address. The server refuses values that do not exist. */
export function useShelf(): Shelf {
  const search = new URLSearchParams(useSearch())
  const found = names.map((name) => [name, search.get(name) || undefined])
  const shelf = Object.fromEntries(found.filter(([, value]) => value !== undefined)) as Shelf
  return search.has('exact') ? { ...shelf, exact: true } : shelf
}

export const addressOf = (shelf: Shelf): string => addressUnder('/lessons', shelf)

export const isNarrowed = (shelf: Shelf) => facets.some((facet) => shelf[facet])
