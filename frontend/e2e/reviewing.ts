import type { APIRequestContext, Page } from '@playwright/test'
import type { components } from '../src/lib/api/schema'
import { expect } from './fixtures'
import { anyVersion, call, type Experiment, register, serve, somebody } from './registry'

type Schemas = components['schemas']

/** Makes the person of the browser a reviewer of some routes. */
export async function review(page: Page, admin: APIRequestContext, ...routes: string[]) {
  const { person_id: id } = await call<Schemas['Actor']>(page.request, 'get', '/session')
  await call(admin, 'patch', `/people/${id}`, { roles: ['member', 'reviewer'] }, anyVersion)
  await serve(admin, id, ...routes)
}

/** A team with one person, who asks for a one-way door. */
export async function proposed(admin: APIRequestContext, answers: object) {
  const team = await call<Schemas['Team']>(admin, 'post', '/teams', { name: `Chat ${crypto.randomUUID().slice(0, 8)}` })
  const marek = await somebody(admin, 'Marek Nowak', team.id)
  const title = `Skip the identity check ${crypto.randomUUID().slice(0, 8)}`
  const experiment = await register(marek.request, team.id, title, {}, answers)
  expect(experiment.status).toBe('in_review')
  return { marek, team, title, experiment }
}

export async function openReview(request: APIRequestContext, { id }: Experiment) {
  const { items } = await call<Schemas['PageReview']>(request, 'get', `/reviews?experiment=${id}&state=open`)
  return items[0] as Schemas['Review']
}

/** Approves every gate of the open review of an experiment. */
export async function approve(request: APIRequestContext, experiment: Experiment) {
  const { id, revision, gates } = await openReview(request, experiment)
  const body = { revision, gates: gates.map(({ gate }) => gate), verdict: 'approve' }
  await call(request, 'post', `/reviews/${id}/decisions`, body)
}

/** Lets the page hear of nothing that others do. */
export const deafen = (page: Page) =>
  page.route('**/api/v1/events*', (route) => route.fulfill({ contentType: 'text/event-stream', body: '' }))
