import { isKey, type Translate } from '../i18n'
import type { components } from './schema'

/** RFC 9457, as every refusal of the server is written. */
export type Problem = Partial<components['schemas']['Problem']>

export const offline: Problem = { type: '/problems/offline', status: 0 }

/** What went wrong, from anything a query or mutation may throw: an answer of the server, or no answer at all. */
export function asProblem(error: unknown): Problem | null {
  if (error === null || error === undefined) return null
  if (error instanceof Error) return error instanceof TypeError ? offline : { type: '/problems/page', status: 0 }
  return typeof error === 'object' ? error : { type: 'about:blank', detail: String(error) }
}

/** What a form still lacks, in the form of the server's refusals; null when it can be sent. */
export function lacking(fields: string[]): Problem | null {
  const errors = fields.map((field) => ({ location: `body.${field}`, code: 'required', message: '' }))
  return errors.length > 0 ? { type: '/problems/invalid-input', status: 422, errors } : null
}

/** The stable name of the rule that refused ("proposer-decides"), or the status where there is none ("404"). */
export function problemCode(problem: Problem): string {
  const [, code] = /\/problems\/([\w-]+)$/.exec(problem.type ?? '') ?? []
  return code ?? String(problem.status ?? 'unknown')
}

/** Whether the same request may succeed a moment later: no answer, too many tries, or a server that is away. */
export function isPassing(error: unknown): boolean {
  const status = asProblem(error)?.status ?? 0
  return status === 0 || status === 429 || status >= 502
}

/** Our own words for what a refusal names: few come with the first page, the others with the first refusal. */
const wordsFor = (name: string) => [`problem.${name}`, `refusal.${name}`].find(isKey)

/** One sentence for a person: ours where we have one for the rule, else the server's, else one for the status. */
export function problemText(t: Translate, problem: Problem): string {
  const ours = wordsFor(problemCode(problem))
  if (ours) return t(ours)
  if (problem.detail && (problem.status ?? 0) < 500) return problem.detail
  return t(wordsFor(String(problem.status)) ?? 'problem.unknown')
}

/** Rules whose refusal is about one field, and which. */
const fieldOfRule: Record<string, string> = { 'email-taken': 'email', 'name-taken': 'name' }

/**
 * The sentence for each bad field, by its path in the body ("answers.undo_hours", "conditions.0.text").
 * What does not belong to a body field is under the empty path.
 */
export function fieldErrors(t: Translate, problem: Problem | null): Record<string, string> {
  const found: Record<string, string> = {}
  const ruled = problem && fieldOfRule[problemCode(problem)]
  if (ruled) found[ruled] = problemText(t, problem)
  for (const { location, code, message } of problem?.errors ?? [])
    found[fieldPath(location)] ??= fieldText(t, code, message)
  return found
}

/** Whether a field was refused only because it holds nothing. */
export const isMissing = (problem: Problem | null, field: string) =>
  problem?.errors?.some(({ location, code }) => code === 'required' && fieldPath(location) === field) ?? false

const fieldPath = (location: string) =>
  location.startsWith('body') ? location.replace(/^body\.?/, '').replace(/\[(\d+)\]/g, '.$1') : ''

function fieldText(t: Translate, code: string, message: string): string {
  const key = wordsFor(`field.${code}`)
  return key ? t(key, { n: /\d+(\.\d+)?/.exec(message)?.[0] ?? '' }) : message
}
