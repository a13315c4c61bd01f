import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { api, http } from '@/lib/api/client'
import type { components } from '@/lib/api/schema'
import { momentsQuery, teamsQuery } from '@/lib/directory'
import { type Language, useLanguage } from '@/lib/i18n'
import { organisationQuery, policyQuery } from '@/lib/proposal'
import { usePerson } from '@/lib/session'
import { useSettled } from '@/lib/settled'
import { fewest, wordsOf, worthReading } from '@/lib/similar'
import type { Kept, Registry } from './keeping'
import { type Proposal, proposalOf, type Values, valuesOf } from './proposal'

type Schemas = components['schemas']
export type Check = Schemas['Check']
export type Reason = Schemas['Reason']
export type Doubt = Schemas['Doubt']
export type Question = Schemas['DoorQuestion']
export type Experiment = Schemas['Experiment']

/** What the form asks with: the policy's questions and limits, the person's teams, the moments, the currency. */
export function usePrepared() {
  const person = usePerson()
  const policy = useQuery(policyQuery)
  const organisation = useQuery(organisationQuery)
  const teams = useQuery(teamsQuery)
  const moments = useQuery(momentsQuery)
  const all = [policy, organisation, teams, moments]
  const ready = policy.data && organisation.data && teams.data && moments.data
  return {
    data: ready && {
      policy: policy.data,
      currency: organisation.data.currency,
      mine: teams.data.filter(({ id }) => person.teams.includes(id)),
      teams: teams.data,
      moments: moments.data,
    },
    error: all.find(({ error }) => error)?.error ?? null,
    refetch: () => Promise.all(all.map((query) => query.refetch())),
  }
}

export type Prepared = NonNullable<ReturnType<typeof usePrepared>['data']>

export function doorCheckQuery(values: Values, language: Language) {
  const body = proposalOf(values)
  return queryOptions({
    queryKey: ['door-check', language, body],
    queryFn: async ({ signal }) => {
      const { data, error } = await http.POST('/api/v1/door-check', {
        params: { query: { similar: false } },
        body,
        signal,
      })
      if (!data) throw error
      return data
    },
    staleTime: 60_000,
    gcTime: 60_000,
    retry: false,
    networkMode: 'always',
    placeholderData: keepPreviousData,
  })
}

/** What is like a proposal, best first: asked in a body, as words that are not told yet stand in no address. */
export function triedQuery(values: Values, except: string | undefined) {
  const body = proposalOf(values)
  return queryOptions({
    queryKey: ['tried', body, except],
    queryFn: async ({ signal }) => {
      const { data, error } = await http.POST('/api/v1/door-check', { params: { query: { except } }, body, signal })
      if (!data) throw error
      return data.similar
    },
    enabled: wordsOf(values).length >= fewest,
    staleTime: 5 * 60_000,
    placeholderData: keepPreviousData,
    retry: false,
    select: worthReading,
  })
}

/** The door as it is while one types. */
export function useDoorCheck(values: Values) {
  const { language } = useLanguage()
  return useQuery(doorCheckQuery(useSettled(values, 300), language))
}

const one = (id: string) => ({ params: { path: { id } } })

export type Lesson = Schemas['LessonRead']

/** A lesson that somebody wants to try in their own team. */
export const lessonQuery = (id: string) => api.queryOptions('get', '/api/v1/lessons/{id}', one(id))

export type Template = Schemas['TemplateFull']

/** A proven kind of experiment, whose words a proposal begins with. */
export const templateQuery = (id: string) => api.queryOptions('get', '/api/v1/templates/{id}', one(id))

/** The obstacle that a proposal is to remove. */
export const obstacleQuery = (id: string) => api.queryOptions('get', '/api/v1/obstacles/{id}', one(id))

function keptOf(data: Experiment | undefined, error: unknown, response: Response): Kept {
  if (!data) throw error
  return { key: data.key, etag: response.headers.get('ETag') ?? '*', values: valuesOf(data) }
}

export const registry: Registry = {
  async create(values, idempotencyKey) {
    const body = proposalOf(values) as Proposal
    const { data, error, response } = await http.POST('/api/v1/experiments', {
      body,
      headers: { 'Idempotency-Key': idempotencyKey },
    })
    return keptOf(data, error, response)
  },
  async change(key, body, etag) {
    const header = { 'If-Match': etag }
    const { data, error, response } = await http.PATCH('/api/v1/experiments/{id}', {
      params: { ...one(key).params, header },
      body,
    })
    return keptOf(data, error, response)
  },
  async read(key) {
    const { data, error, response } = await http.GET('/api/v1/experiments/{id}', one(key))
    return keptOf(data, error, response)
  },
}

/** The experiment to edit, with the ETag of exactly what was read. */
export function editedQuery(key: string) {
  return queryOptions({
    queryKey: ['edited', key],
    queryFn: async () => {
      const { data, error, response } = await http.GET('/api/v1/experiments/{id}', one(key))
      return { kept: keptOf(data, error, response), experiment: data as Experiment }
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
}

/** Submits what the server has; a two-way door starts at once. */
export async function submit({ key, etag }: Kept): Promise<Experiment> {
  const { data, error } = await http.POST('/api/v1/experiments/{id}/submit', {
    params: { path: { id: key }, header: { 'If-Match': etag } },
    body: { start: true },
  })
  if (!data) throw error
  return data
}

/** What reviewers ask a team to change, each request once with its gates; of the revision that they read. */
export const askedQuery = (experiment: string) =>
  queryOptions({
    queryKey: ['get', '/api/v1/reviews', 'asked', experiment],
    queryFn: async ({ signal }) => {
      const query = { experiment, state: 'open' as const, limit: 1 }
      const { data: open } = await http.GET('/api/v1/reviews', { params: { query }, signal })
      const id = open?.items[0]?.id
      const full = id && (await http.GET('/api/v1/reviews/{id}', { params: { path: { id } }, signal }))
      return full ? requestsOf(full.data?.gates ?? []) : []
    },
  })

function requestsOf(gates: Schemas['ReviewGate'][]) {
  const requests = new Map<string, string[]>()
  for (const { gate, decisions = [] } of gates)
    for (const { verdict, reason, dismissed_at } of decisions)
      if (verdict === 'request_changes' && reason && !dismissed_at)
        requests.set(reason, [...(requests.get(reason) ?? []), gate])
  return [...requests].map(([reason, gates]) => ({ reason, gates }))
}
