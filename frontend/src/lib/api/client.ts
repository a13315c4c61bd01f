import createFetchClient from 'openapi-fetch'
import createClient from 'openapi-react-query'
import { currentLanguage, needTexts } from '../i18n'
import { signedIn, signInAgain } from '../renewal'
import type { paths } from './schema'
import { sender } from './send'

const { send, etagOf, forgetAll } = sender({
  fetch: (request) => fetch(request),
  language: currentLanguage,
  person: signedIn.get,
  signInAgain,
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
})

export { etagOf, forgetAll as forgetETags }

/** Brings the words for a refusal with it. Who is only asked to sign in needs none. */
async function sendAndExplain(request: Request): Promise<Response> {
  const response = await send(request)
  const asksToSignIn = response.status === 401 && request.method === 'GET'
  if (response.status >= 400 && !asksToSignIn) await needTexts('refusals').catch(() => {})
  return response
}

/** Calls outside components: `await http.POST('/api/v1/…', { body })` answers `{ data, error }`. */
export const http = createFetchClient<paths>({
  baseUrl: globalThis.location?.origin,
  fetch: sendAndExplain,
  // The server takes several values of one parameter with commas, as its OpenAPI document says: status=ready,running.
  querySerializer: { array: { style: 'form', explode: false } },
})

/** Calls in components: `api.queryOptions('get', …)` in a feature's queries.ts, `api.useMutation('post', …)`. */
export const api = createClient(http)
