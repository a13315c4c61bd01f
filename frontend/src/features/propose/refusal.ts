import { asProblem, type Problem } from '@/lib/api/problem'
import { isEmpty, isSame } from '@/lib/merge'
import type { Field, Values } from './proposal'
import type { Check, Question } from './queries'
import { answerField, groupName, missingFields } from './questions'

const invalid = { type: '/problems/invalid-input', status: 422 }

/** What is missing, as the server would refuse it; null when nothing is. */
export function incomplete(check: Check, groups: Question[][]): Problem | null {
  const errors = missingFields(check, groups).map((field) => ({
    location: `body.${field}`,
    code: 'required',
    message: '',
  }))
  return errors.length > 0 ? { ...invalid, errors } : null
}

/** A refusal in which the questions of one group of chips are one field, as they are on the page. */
export function regroup(thrown: unknown, groups: Question[][]): unknown {
  const problem = asProblem(thrown)
  if (!problem?.errors) return thrown
  const errors = problem.errors.map((error) => {
    const at = groups.findIndex((group) => group.some(({ key }) => `body.${answerField(key)}` === error.location))
    return at < 0 ? error : { ...error, location: `body.${groupName(at)}` }
  })
  return { ...problem, errors }
}

/** Whether what was refused then has another answer now. */
export function isAnsweredSince(name: string, then: Values, now: Values, groups: Question[][]): boolean {
  const group = groups.find((_, at) => groupName(at) === name)
  const fields = group ? group.map(({ key }) => answerField(key)) : [name as Field]
  return fields.every((field) => !isEmpty(now[field])) && fields.some((field) => !isSame(then[field], now[field]))
}
