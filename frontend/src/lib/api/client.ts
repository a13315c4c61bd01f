import createFetchClient from 'openapi-fetch'
import createClient from 'openapi-react-query'
import { currentLanguage } from '../i18n'
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

/** Calls outside components: `await http.POST('/api/v1/…', { body })` answers `{ data, error }`. */
export const http = createFetchClient<paths>({
  baseUrl: globalThis.location?.origin,
  fetch: send,
  // The server takes several values of one parameter with commas, as its OpenAPI document says: status=ready,running.
  querySerializer: { array: { style: 'form', explode: false } },
})

/** Calls in components: `api.queryOptions('get', …)` in a feature's queries.ts, `api.useMutation('post', …)`. */
export const api = createClient(http)
