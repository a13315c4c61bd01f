import { keepPreviousData } from '@tanstack/react-query'
import { api, http } from '@/lib/api/client'
import type { components } from '@/lib/api/schema'
import { pageByPage } from '@/lib/paging'
import { policyQuery } from '@/lib/proposal'

type Schemas = components['schemas']
export type Policy = Schemas['Policy']
export type Draft = Schemas['PolicyDraft']
export type Edits = Omit<Schemas['DraftInputBody'], 'source'>
export type Fault = Schemas['Field']
export type Rule = Schemas['DoorRule']
export type Calendar = Schemas['DoorCalendar']
export type Difference = Schemas['DoorDifference']
export type PartChange = Schemas['DoorPartChange']
export type Line = Schemas['DoorLine']
export type Rehearsal = Schemas['Rehearsal']
export type Answers = Schemas['DoorAnswers']
export type Calibration = Schemas['Calibration']
export type RuleCalibration = Schemas['RuleCalibration']
export type OneDoor = Schemas['OneDoor']

/** The policy as it is now: what is edited and compared must not be older. */
export const presentQuery = { ...policyQuery, staleTime: 0 }

/** What a document says part by part, what is wrong with it, and what it changes of the version in force. */
export const draftQuery = (source: string, version: number) => ({
  queryKey: ['policy-draft', version, source],
  queryFn: ({ signal }: { signal: AbortSignal }) => edited(source, {}, signal),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 60_000,
  placeholderData: keepPreviousData,
})

/** The document after a form's edits; the rest of it stays as it is. */
export async function edited(source: string, edits: Edits, signal?: AbortSignal): Promise<Draft> {
  const { data, error } = await http.POST('/api/v1/policy/draft', { body: { source, ...edits }, signal })
  if (!data) throw error
  return data
}

export const historyQuery = pageByPage(['get', '/api/v1/policy/versions'], (cursor, signal) =>
  http.GET('/api/v1/policy/versions', { params: { query: { cursor, limit: 20 } }, signal }),
)

/** A version, and what it changed of the one before. */
export const versionQuery = (n: number) =>
  api.queryOptions('get', '/api/v1/policy/versions/{n}', {
    params: { path: { n }, query: n > 1 ? { diff: n - 1 } : {} },
  })

export const trialQuery = (source: string, answers: Answers, starts_on?: string, ends_on?: string) => ({
  queryKey: ['policy-trial', source, answers, starts_on, ends_on],
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    const { data, error } = await http.POST('/api/v1/policy/trial', {
      body: { source, answers, starts_on, ends_on },
      signal,
    })
    if (!data) throw error
    return data
  },
  gcTime: 60_000,
  placeholderData: keepPreviousData,
})

export const calibrationQuery = (from: string | undefined, to: string | undefined) =>
  api.queryOptions('get', '/api/v1/policy/calibration', { params: { query: { from, to } } })
