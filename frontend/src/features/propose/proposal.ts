import type { components } from '@/lib/api/schema'
import { changedFields, isEmpty } from '@/lib/merge'

type Schemas = components['schemas']
export type Proposal = Schemas['Proposal']
export type Patch = Schemas['ProposalPatch']
export type Answers = Schemas['DoorAnswers']

type Prefixed<T, P extends string> = { [K in keyof T & string as `${P}.${K}`]?: T[K] }

/** A proposal by the path of each field: "signal.name", "answers.undo_hours". What is not there is not answered. */
export type Values = Partial<Omit<Proposal, 'signal' | 'hollow_if' | 'answers'>> &
  Prefixed<Schemas['Signal'], 'signal'> &
  Prefixed<Schemas['HollowIf'], 'hollow_if'> &
  Prefixed<Answers, 'answers'>

export type Field = keyof Values
export type AnswerField = keyof Prefixed<Answers, 'answers'>
export type TextField = { [K in Field]-?: Values[K] extends string | undefined ? K : never }[Field]

const nested = ['signal', 'hollow_if', 'answers'] as const
const pathOf = (field: string) => field.split('.') as [string, string?]

const known: Record<Exclude<keyof Proposal, (typeof nested)[number]>, true> = {
  title: true,
  team_id: true,
  template_id: true,
  obstacle_id: true,
  moment_id: true,
  language: true,
  customer_job: true,
  change: true,
  effect: true,
  because: true,
  strategy_goal: true,
  gaming_risk: true,
  counter_signal: true,
  way_back: true,
  stop_rule: true,
  starts_on: true,
  ends_on: true,
  affected_team_ids: true,
  tags: true,
  builds_on: true,
  premortem: true,
  confirmed_doubts: true,
}

/** The fields of a proposal as the server answers it, beside which there may be others. */
export function valuesOf(proposal: Partial<Proposal>): Values {
  const flat = Object.entries(proposal).filter(([name]) => name in known)
  const below = nested.flatMap((name) =>
    Object.entries(proposal[name] ?? {}).map(([key, value]) => [`${name}.${key}`, value]),
  )
  return Object.fromEntries([...flat, ...below].filter(([, value]) => !isEmpty(value)))
}

function place(into: Record<string, unknown>, field: string, value: unknown) {
  const [name, key] = pathOf(field)
  if (key === undefined) into[name] = value
  else into[name] = { ...(into[name] as object | undefined), [key]: value }
}

/** The proposal as the server takes it, without what is empty. */
export function proposalOf(values: Values): Partial<Proposal> {
  const body: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(values)) if (!isEmpty(value)) place(body, field, value)
  return body
}

/** What a merge patch must say to turn one into the other; null empties a field. */
export function patchOf(before: Values, after: Values): Patch {
  const body: Record<string, unknown> = {}
  for (const field of changedFields(before, after)) place(body, field, isEmpty(after[field]) ? null : after[field])
  return body
}

/** A draft needs a title and a team before the server can keep it. */
export const canBeKept = (values: Values) => !isEmpty(values.title) && !isEmpty(values.team_id)
