import { useSearch } from 'wouter'
import type { Filter, State } from './queries'

export const states: State[] = ['open', 'approved', 'declined', 'superseded', 'expired', 'withdrawn']

/** The filter that stands in the address. */
export function useFilter(): Filter {
  const search = new URLSearchParams(useSearch())
  const state = states.find((one) => one === search.get('state'))
  return { gate: search.get('gate') ?? undefined, state: state === 'open' ? undefined : state }
}

/** The address of a review, or of the list, under a filter. */
export function addressOf(filter: Filter, id?: string): string {
  const search = new URLSearchParams()
  if (filter.gate) search.set('gate', filter.gate)
  if (filter.state) search.set('state', filter.state)
  return `/reviews${id ? `/${id}` : ''}${search.size > 0 ? `?${search}` : ''}`
}
