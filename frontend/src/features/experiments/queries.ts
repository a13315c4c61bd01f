import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, http } from '@/lib/api/client'
import type { components } from '@/lib/api/schema'
import { pageByPage } from '@/lib/paging'
import type { Filter } from './filter'

type Schemas = components['schemas']
export type Experiment = Schemas['Experiment']
export type Summary = Schemas['Summary']
export type Requirement = Schemas['Requirement']
export type Conclusion = Schemas['Conclusion']
export type Verdicts = Schemas['Verdicts']
export type Happening = Schemas['Happening']
export type Patch = Schemas['ProposalPatch']
export type Link = Schemas['Link']
export type CheckIn = Schemas['CheckIn']
export type CheckInBody = Schemas['CheckInBody']
export type Drift = Schemas['Drift']
export type Readout = Schemas['Readout']
export type Lesson = Schemas['LessonDraft']

const list = '/api/v1/experiments'
const path = (id: string) => ({ params: { path: { id } } })

/** The experiments under a filter, page by page. */
export const listQuery = ({ status, mine, owes, ...rest }: Filter) =>
  pageByPage(['get', list, 'filtered', { status, mine, owes, ...rest }], (cursor, signal) => {
    const query = { ...rest, status: status && [status], mine, owes_lesson: owes, cursor, limit: 30 }
    return http.GET(list, { params: { query }, signal })
  })

export const experimentQuery = (id: string) => api.queryOptions('get', '/api/v1/experiments/{id}', path(id))

/** The reviews of an experiment, of every revision. */
export const reviewsQuery = (experiment: string) =>
  api.queryOptions('get', '/api/v1/reviews', { params: { query: { experiment, limit: 50 } } })

/** What the team has written down so far; only the team reads it. */
export const lessonQuery = (id: string) => api.queryOptions('get', '/api/v1/experiments/{id}/lesson', path(id))

/** A lesson as everyone reads it. */
export const publishedQuery = (id: string) => api.queryOptions('get', '/api/v1/lessons/{id}', path(id))

/** The submitted experiments that build on the lesson of this one, the newest first. */
export const builtOnByQuery = (id: string) =>
  api.queryOptions('get', '/api/v1/experiments', { params: { query: { builds_on: id, limit: 10 } } })

/** The proven kind of experiment that it was made from. */
export const templateQuery = (id: string) => api.queryOptions('get', '/api/v1/templates/{id}', path(id))

/** The obstacle that it is to remove. */
export const obstacleQuery = (id: string) => api.queryOptions('get', '/api/v1/obstacles/{id}', path(id))

/** What happened, oldest first; of these kinds alone where any are named. */
export const timelineQuery = (id: string, kinds: Happening['kind'][]) =>
  pageByPage(['get', '/api/v1/experiments/{id}/timeline', id, kinds], (cursor, signal) => {
    const query = { kind: kinds.length > 0 ? kinds : undefined, cursor, limit: 100 }
    return http.GET('/api/v1/experiments/{id}/timeline', { params: { path: { id }, query }, signal })
  })

/** One entry of what happened, as links name it. */
export const entryQuery = (id: string, entry: string) =>
  api.queryOptions('get', '/api/v1/experiments/{id}/timeline/{entry}', { params: { path: { id, entry } } })

const checkIns = '/api/v1/experiments/{id}/check-ins'

/** What was seen while it ran, the newest first. */
export const checkInsQuery = (id: string) =>
  pageByPage(['get', checkIns, id], (cursor, signal) =>
    http.GET(checkIns, { params: { path: { id }, query: { cursor, limit: 50 } }, signal }),
  )

/** What the check-ins can and cannot tell of the signal. */
export const readoutQuery = (id: string) => api.queryOptions('get', '/api/v1/experiments/{id}/readout', path(id))

const actions = {
  start: '/api/v1/experiments/{id}/start',
  pause: '/api/v1/experiments/{id}/pause',
  resume: '/api/v1/experiments/{id}/resume',
  stop: '/api/v1/experiments/{id}/stop',
  withdraw: '/api/v1/experiments/{id}/withdraw',
  archive: '/api/v1/experiments/{id}/archive',
  unarchive: '/api/v1/experiments/{id}/unarchive',
} as const

export type Action = keyof typeof actions

/** Shows an experiment as an answer brought it, and asks anew for all that may have followed it. */
function useShow(id: string) {
  const client = useQueryClient()
  return (experiment: Experiment) => {
    client.setQueryData(experimentQuery(id).queryKey, experiment)
    void client.invalidateQueries()
  }
}

/** Does what the state allows. */
export function useAction(id: string) {
  const show = useShow(id)
  return useMutation({
    mutationFn: async (action: Action) => {
      const { data, error } = await http.POST(actions[action], path(id))
      if (!data) throw error
      return data
    },
    onSuccess: show,
  })
}

/** Where it comes from, and what was copied or split from it. */
export const linksQuery = (id: string) => api.queryOptions('get', '/api/v1/experiments/{id}/links', path(id))

/** Closes a gate with a reason. */
export const useRaise = (id: string) =>
  api.useMutation('post', '/api/v1/experiments/{id}/raise-door', { onSuccess: useShow(id) })

/** Makes another experiment of it: a copy, or a pilot. */
export const useClone = () => api.useMutation('post', '/api/v1/experiments/{id}/clone', { onSuccess: useForget() })

function useForget() {
  const client = useQueryClient()
  return () => void client.invalidateQueries()
}

/** Splits a pilot off, and starts it where nobody has to agree. */
export function usePilot(id: string) {
  const forget = useForget()
  return useMutation({
    mutationFn: async (body: Patch) => {
      const { data, error } = await http.POST('/api/v1/experiments/{id}/split', { ...path(id), body })
      if (!data) throw error
      if (data.status !== 'ready') return data
      const started = await http.POST('/api/v1/experiments/{id}/start', path(data.key))
      if (!started.data) throw started.error
      return started.data
    },
    onSettled: forget,
  })
}

/** Changes the plan of what was submitted. */
export const useChange = (id: string) =>
  api.useMutation('patch', '/api/v1/experiments/{id}', { onSuccess: useShow(id) })

/** Ticks a condition with a note on how it was met. */
export const useMeet = (id: string) =>
  api.useMutation('post', '/api/v1/experiments/{id}/conditions/{n}/met', { onSuccess: useShow(id) })

/** Says what undoing took when it was tried. */
export const useTryUndo = (id: string) =>
  api.useMutation('post', '/api/v1/experiments/{id}/undo-drill', { onSuccess: useShow(id) })

export const useConclude = (id: string) =>
  api.useMutation('post', '/api/v1/experiments/{id}/conclusion', { onSuccess: useShow(id) })

/** Says how far the team is with making good what hurt customers. */
export const useRecover = (id: string) =>
  api.useMutation('post', '/api/v1/experiments/{id}/recovery', { onSuccess: useShow(id) })
