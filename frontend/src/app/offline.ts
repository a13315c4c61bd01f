import { experimentQuery } from '@/features/experiments/queries'
import type { components } from '@/lib/api/schema'
import { isKept, keepAnswers } from '@/lib/kept'
import { queryClient } from '@/lib/query'
import type { Person } from '@/lib/session'

type Home = components['schemas']['Home']

const halfADay = 12 * 3_600_000
const mostForms = 20

let stop = () => {}

/** Keeps from now on what Home and check-ins need without a connection. */
export function stayUsable(person: Person) {
  stop()
  stop = keepAnswers(person.person_id, (key, data) => {
    if (key[1] === '/api/v1/home') fetchForms(person, (data as Home).experiments)
  })
  if (import.meta.env.PROD) void navigator.serviceWorker?.register('/sw.js')
}

/** The form of a check-in opens without a connection also where it was never opened with one. */
function fetchForms({ person_id, teams }: Person, experiments: Home['experiments']) {
  const own = experiments.filter(
    ({ status, team_id }) => ['running', 'paused'].includes(status) && teams.includes(team_id),
  )
  for (const { key } of own.slice(0, mostForms)) {
    const query = experimentQuery(key)
    if (!isKept(person_id, query.queryKey, halfADay)) void queryClient.prefetchQuery(query)
  }
}
