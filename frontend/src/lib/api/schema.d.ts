// Replaced by `npm run api` as soon as ../api/openapi.json exists.
export interface paths {
  '/api/v1/setup': { post: operations['setup'] }
  '/api/v1/session': { get: operations['session']; post: operations['sign-in']; delete: operations['sign-out'] }
  '/api/v1/invitations/{code}': { post: operations['accept-invitation'] }
}
export interface components {
  schemas: {
    Field: { location: string; code: string; message: string }
    Problem: { type?: string; title?: string; status?: number; detail?: string; errors?: components['schemas']['Field'][] }
    Session: { person: { id: string; name: string; email: string; roles: string[] } }
  }
}
type Answer<T> = { headers: { [name: string]: unknown }; content: { 'application/json': T } }
type Empty = { headers: { [name: string]: unknown }; content?: never }
type Refusal = { headers: { [name: string]: unknown }; content: { 'application/problem+json': components['schemas']['Problem'] } }
type Body<T> = { content: { 'application/json': T } }
export interface operations {
  setup: {
    requestBody: Body<{ organisation: string; name: string; email: string; password: string; code?: string }>
    responses: { 201: Answer<components['schemas']['Session']>; default: Refusal }
  }
  session: { responses: { 200: Answer<components['schemas']['Session']>; default: Refusal } }
  'sign-in': {
    requestBody: Body<{ email: string; password: string }>
    responses: { 200: Answer<components['schemas']['Session']>; default: Refusal }
  }
  'sign-out': { responses: { 204: Empty; default: Refusal } }
  'accept-invitation': {
    parameters: { path: { code: string } }
    requestBody: Body<{ password: string }>
    responses: { 200: Answer<components['schemas']['Session']>; default: Refusal }
  }
}
