import { useSearch } from 'wouter'
import { addressUnder } from '@/lib/address'
import type { Filter, State } from './queries'

export const states: State[] = ['open', 'approved', 'declined', 'superseded', 'expired', 'withdrawn']

/** The lists that one may look at: what waits for me, for my routes, for others; and what became of what I decided. */
export const tabs = ['mine', 'routes', 'others', 'decided'] as const
export type Tab = (typeof tabs)[number]

/** The list and the filter that stand in the address. A state stands for a list of its own. */
export function useFilter(): Filter {
  const search = new URLSearchParams(useSearch())
  const state = states.find((one) => one === search.get('state'))
  return {
    tab: tabs.find((one) => one === search.get('tab')) ?? 'mine',
    gate: search.get('gate') ?? undefined,
    state: state === 'open' ? undefined : state,
  }
}

/** The address of a review, or of the list, under a filter. */
export const addressOf = ({ tab, gate, state }: Filter, id?: string): string =>
  addressUnder(id ? `/reviews/${id}` : '/reviews', { tab: tab !== 'mine' && !state && tab, gate, state })
