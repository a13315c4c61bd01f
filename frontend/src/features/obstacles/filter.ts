import { useSearch } from 'wouter'
import { addressUnder } from '@/lib/address'
import type { components } from '@/lib/api/schema'

export type State = components['schemas']['LessonObstacle']['state']

/** What narrows the list, as it stands in the address. */
export type Filter = {
  q?: string
  exact?: true
  state?: State
  team?: string
  moment?: string
  mine?: true
  most?: true
}

export const states: State[] = ['open', 'trying', 'removed', 'kept']
const flags = ['exact', 'mine', 'most'] as const
const texts = ['q', 'team', 'moment'] as const

export function readFilter(address: string): Filter {
  const search = new URLSearchParams(address)
  const filter: Filter = { state: states.find((state) => state === search.get('state')) }
  for (const name of texts) filter[name] = search.get(name) || undefined
  for (const name of flags) if (search.has(name)) filter[name] = true
  return filter
}

export const addressOf = (filter: Filter): string => addressUnder('/obstacles', filter)

export const useFilter = (): Filter => readFilter(useSearch())

/** Whether anything but the order narrows it. */
export const isNarrowed = ({ most: _, ...filter }: Filter) => Object.values(filter).some(Boolean)
