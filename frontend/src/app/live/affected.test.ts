import { expect, it } from 'vitest'
import { effectOf, isSubject, type Known } from './affected'
import type { Change } from './stream'

const api = '/api/v1'
const one = (path: string, id: string, data?: unknown): Known => ({
  queryKey: ['get', api + path, { params: { path: { id } } }],
  data,
})
const list = (path: string): Known => ({ queryKey: ['get', api + path, { params: { query: { limit: 30 } } }] })

const started: Change = { what: 'experiment', id: 'e1', experiment: 'e1', key: 'E-1' }
const decided: Change = { what: 'review', id: 'r1', experiment: 'e1', key: 'E-1' }
const near = (change: Change): Change => ({ ...change, near: true })

it.each<[string, Change, Known, 'now' | 'later' | null]>([
  ['the experiment, by its id', started, one('/experiments/{id}', 'e1'), 'now'],
  ['the experiment, by its key', started, one('/experiments/{id}', 'E-1'), 'now'],
  ['another experiment', started, one('/experiments/{id}', 'E-2'), null],
  ['its timeline', started, { queryKey: ['get', `${api}/experiments/{id}/timeline`, 'E-1'] }, 'now'],
  ['its check-ins', started, { queryKey: ['get', `${api}/experiments/{id}/check-ins`, 'e1'] }, 'now'],
  ['its review', started, one('/reviews/{id}', 'r1', { experiment: { id: 'e1' } }), 'now'],
  ['the review of another', started, one('/reviews/{id}', 'r2', { experiment: { id: 'e2' } }), null],
  ['a list of somebody else’s', started, list('/experiments'), 'later'],
  ['a list of one’s own', near(started), list('/experiments'), 'now'],
  ['Home', near(started), { queryKey: ['get', `${api}/home`] }, 'now'],
  ['the plots of Home', near(started), { queryKey: ['get', `${api}/home/signals`] }, 'now'],
  ['Home of somebody else', started, { queryKey: ['get', `${api}/home`] }, 'later'],
  ['the library', started, list('/lessons'), null],
  ['what is being written', started, { queryKey: ['edited', 'E-1'] }, null],
  ['the review', decided, one('/reviews/{id}', 'r1'), 'now'],
  ['another review of the experiment', decided, one('/reviews/{id}', 'r0', { experiment: { id: 'e1' } }), 'now'],
  ['the plots of somebody else’s Home', started, { queryKey: ['get', `${api}/home/signals`] }, 'later'],
  ['Home, of a review', near(decided), { queryKey: ['get', `${api}/home`] }, 'now'],
  ['the inbox', near(decided), list('/reviews'), 'now'],
  ['the reviews of the experiment', decided, { queryKey: ['get', `${api}/reviews`, { experiment: 'e1' }] }, 'now'],
  ['what was said', { what: 'comment', id: 'c1' }, one('/reviews/{id}/timeline', 'r1'), 'now'],
  ['the bell', { what: 'you' }, list('/notifications'), 'now'],
  ['the names of teams', { what: 'team', id: 't1' }, { queryKey: ['directory', 'teams'] }, 'now'],
  ['a policy being changed', { what: 'policy', id: '2' }, list('/policy'), 'later'],
  ['everything', { what: 'everything' }, one('/templates/{id}', 't1'), 'now'],
  ['everything but what is being written', { what: 'everything' }, { queryKey: ['lesson-draft', 'e1'] }, null],
  ['who is signed in, after the end', { what: 'bye' }, { queryKey: ['get', `${api}/session`] }, 'now'],
  ['nothing else after the end', { what: 'bye' }, list('/notifications'), null],
])('%s', (_, change, query, effect) => expect(effectOf(change, query)).toBe(effect))

it('tells what one looks at from a list in which it is one of many', () => {
  expect(isSubject(started, one('/experiments/{id}', 'E-1'))).toBe(true)
  expect(isSubject(near(started), list('/experiments'))).toBe(false)
})
