import { keepPreviousData } from '@tanstack/react-query'
import { api, http } from '@/lib/api/client'
import type { components } from '@/lib/api/schema'
import { pageByPage } from '@/lib/paging'
import type { Shelf } from './shelf'

type Schemas = components['schemas']
export type Lesson = Omit<Schemas['LessonRead'], 'mine' | 'version'>
export type Shelved = Schemas['LessonShelved']
/** A lesson as one person reads it: `mine` where their team wrote it. */
export type OwnLesson = Schemas['LessonRead']
export type Draft = Schemas['LessonDraft']
export type Content = Schemas['LessonInputBody']
export type Condition = Schemas['LessonCondition']
export type FollowUp = Schemas['LessonFollowUp']
export type Kind = Condition['kind']
export type Experiment = Schemas['Experiment']
/** An experiment that a lesson names. */
export type Named = Schemas['Summary']

/** A page of the library after the other; the first one brings the counts of every facet. */
export const libraryQuery = (shelf: Shelf) => ({
  ...pageByPage(['get', '/api/v1/lessons', shelf], (cursor, signal) => {
    const query = { ...shelf, cursor, facets: cursor === undefined, limit: 20 }
    return http.GET('/api/v1/lessons', { params: { query }, signal })
  }),
  placeholderData: keepPreviousData,
})

/** A few lessons to go on with where nothing was found. */
export const fewLessonsQuery = (q: string | undefined) =>
  api.queryOptions('get', '/api/v1/lessons', { params: { query: { q, limit: 3 } } })

/** Lessons to choose from: those that fit some words or the newest, of everybody or of one's own teams. */
export const findLessonsQuery = (q: string | undefined, mine: boolean) =>
  api.queryOptions('get', '/api/v1/lessons', { params: { query: { q, mine: mine || undefined, limit: 6 } } })

/** Says that a lesson is still true, for another year. */
export const useStillTrue = () => api.useMutation('post', '/api/v1/lessons/{id}/still-true')

/** What was published of a lesson, the newest first. */
export const editionsQuery = (id: string) =>
  pageByPage(['get', '/api/v1/lessons/{id}/editions', id], (cursor, signal) =>
    http.GET('/api/v1/lessons/{id}/editions', { params: { path: { id }, query: { cursor, limit: 20 } }, signal }),
  )

/** A lesson as it was published for the nth time. */
export const editionQuery = (id: string, n: number) =>
  api.queryOptions('get', '/api/v1/lessons/{id}/editions/{n}', { params: { path: { id, n } } })

export const lessonQuery = (id: string) => api.queryOptions('get', '/api/v1/lessons/{id}', { params: { path: { id } } })

export const experimentQuery = (id: string) =>
  api.queryOptions('get', '/api/v1/experiments/{id}', { params: { path: { id } } })

/** As many as a list answers at once. */
const most = 200

/** Experiments by their ids, in one answer; those that the reader may not see are not in it. */
export const namedExperimentsQuery = (ids: readonly string[]) => {
  const id = [...new Set(ids)].sort().slice(0, most)
  return {
    ...api.queryOptions('get', '/api/v1/experiments', { params: { query: { id, limit: most } } }),
    enabled: id.length > 0,
  }
}

/** Experiments that fit some words: to name as evidence. */
export const findExperimentsQuery = (q: string) =>
  api.queryOptions('get', '/api/v1/experiments', { params: { query: { q, limit: 6 } } })

/** The lesson as its team writes it, with the ETag of what was read. Read anew whenever the editor opens. */
export const draftQuery = (id: string) => ({
  queryKey: ['lesson-draft', id],
  queryFn: () => readDraftOf(id),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
})

export type Read = { draft: Draft; etag: string }

export async function readDraftOf(id: string): Promise<Read> {
  const { data, error, response } = await http.GET('/api/v1/experiments/{id}/lesson', { params: { path: { id } } })
  if (!data) throw error
  return { draft: data, etag: response.headers.get('ETag') ?? '*' }
}

/** The lesson as readers would see what is written so far. */
export const previewQuery = (id: string, body: Content) => ({
  queryKey: ['lesson-preview', id, body],
  queryFn: async () => {
    const { data, error } = await http.POST('/api/v1/experiments/{id}/lesson/preview', {
      params: { path: { id } },
      body,
    })
    if (!data) throw error
    return data
  },
  gcTime: 0,
})

/** Saves exactly over what was read; who comes second gets 412. */
export async function saveDraft(id: string, etag: string, body: Content): Promise<Read> {
  const { data, error, response } = await http.PUT('/api/v1/experiments/{id}/lesson', {
    params: { path: { id } },
    headers: { 'If-Match': etag },
    body,
  })
  if (!data) throw error
  return { draft: data, etag: response.headers.get('ETag') ?? '*' }
}
