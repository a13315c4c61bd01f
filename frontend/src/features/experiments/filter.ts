import { useSearch } from 'wouter'
import { addressUnder } from '@/lib/address'
import type { Door, Outcome, Status } from '@/ui/Badge'

/** What narrows the list, as it stands in the address. */
export type Filter = {
  q?: string
  exact?: true
  status?: Status
  door?: Door
  outcome?: Outcome
  team?: string
  moment?: string
  mine?: true
  owes?: true
}

export const states: Status[] = [
  'draft',
  'in_review',
  'ready',
  'running',
  'paused',
  'concluded',
  'withdrawn',
  'declined',
  'archived',
]
export const doors: Door[] = ['two_way', 'one_way']
export const outcomes: Outcome[] = ['worked', 'did_not_work', 'unclear', 'stopped_early', 'not_run']

const oneOf = <T extends string>(all: T[], value: string | null) => all.find((one) => one === value)

export function readFilter(address: string): Filter {
  const search = new URLSearchParams(address)
  const text = (name: string) => search.get(name) || undefined
  const flag = (name: string) => (search.get(name) === 'yes' ? true : undefined)
  return {
    q: text('q'),
    exact: flag('exact'),
    status: oneOf(states, search.get('status')),
    door: oneOf(doors, search.get('door')),
    outcome: oneOf(outcomes, search.get('outcome')),
    team: text('team'),
    moment: text('moment'),
    mine: flag('mine'),
    owes: flag('owes'),
  }
}

export const addressOf = (filter: Filter): string => addressUnder('/experiments', filter)

export const useFilter = (): Filter => readFilter(useSearch())

/** Whether anything but the words narrows it. */
export const isNarrowed = (filter: Filter) => Object.values(filter).some(Boolean)
