import { useQuery } from '@tanstack/react-query'
import { api } from './api/client'
import type { components } from './api/schema'
import { useMomentName, useTeamName } from './directory'
import { type Formats, useFormats } from './format'
import { isKey, languages, type Translate, useLanguage, useT } from './i18n'

export type Proposal = components['schemas']['Proposal']
export type Signal = components['schemas']['Signal']
export type HollowIf = components['schemas']['HollowIf']

/** The sixteen gates, in the order in which they are asked. A gate's id is the key of its answer. */
export const gates = [
  'health_or_safety',
  'vulnerable_customers',
  'legal_or_contract',
  'binds_others',
  'personal_data',
  'destroys',
  'public_promise',
  'colleagues',
  'can_stop_early',
  'own_hands',
  'made_whole',
  'customers_exposed',
  'money_at_risk',
  'undo_cost',
  'undo_hours',
  'noticed_within',
] as const

/** What a gate may be called: a question, or `lead` where somebody raised the door without naming one. */
export const closable = [...gates, 'lead'] as const
export type Gate = (typeof closable)[number]

const quarter = 15 * 60_000

/** The door policy: its questions in every language. */
export const policyQuery = api.queryOptions('get', '/api/v1/policy', undefined, { staleTime: quarter })
export const organisationQuery = api.queryOptions('get', '/api/v1/organisation', undefined, { staleTime: quarter })

type Part = 'gate' | 'route' | 'answer' | 'field'

function nameOf(t: Translate, part: Part, id: string): string {
  const key = `proposal.${part}.${id}`
  return isKey(key) ? t(key) : id
}

/** What gates, routes and fields of a proposal are called; a page that uses it needs the texts "proposal". */
export function useProposalNames() {
  const t = useT()
  return {
    gate: (gate: string) => nameOf(t, 'gate', gate),
    route: (route: string) => nameOf(t, 'route', route),
    field: (field: string) => nameOf(t, 'field', field),
  }
}

/** How the values of a proposal are written for people. */
export function useProposalValues() {
  const t = useT()
  const format = useFormats()
  const team = useTeamName()
  const moment = useMomentName()
  const { language } = useLanguage()
  const { data: policy } = useQuery(policyQuery)
  const { data: organisation } = useQuery(organisationQuery)
  const currency = organisation?.currency ?? 'EUR'
  return {
    /** The question of an answer, in the reader's language. */
    question: (key: string) =>
      policy?.questions.find((question) => question.key === key)?.text[language] ?? nameOf(t, 'gate', key),
    answer: (key: string, value: unknown) => answerText(t, format, currency, key, value),
    signal: (signal: Signal | undefined) => signalText(format, signal),
    value: (field: string, value: unknown) => fieldText({ t, format, team, moment }, field, value),
  }
}

function answerText(t: Translate, format: Formats, currency: string, key: string, value: unknown): string {
  if (typeof value === 'string') return nameOf(t, 'answer', value)
  if (typeof value !== 'number') return '–'
  if (key === 'money_at_risk' || key === 'undo_cost') return format.money(value, currency)
  return key === 'undo_hours' ? hoursText(t, value) : format.number(value)
}

/** Less than an hour is told in minutes. */
export const hoursText = (t: Translate, hours: number): string =>
  hours > 0 && hours < 1
    ? t('proposal.answer.minutes', { n: Math.max(1, Math.round(hours * 60)) })
    : t('proposal.answer.hours', { n: hours })

/** "Repeat calls: 11 → 8 %", whose figures and unit stand on one line. */
export function signalText(format: Formats, signal: Signal | undefined): string {
  if (!signal) return ''
  const figures = [signal.baseline, signal.target].filter((figure) => figure !== undefined).map(format.number)
  const measured = [figures.join('\u00a0→\u00a0'), figures.length > 0 && signal.unit].filter(Boolean).join('\u00a0')
  return [signal.name, measured].filter(Boolean).join(': ')
}

/** "It goes above 5", "It goes down". */
export function hollowText(t: Translate, format: Formats, { direction, limit }: HollowIf): string {
  if (!direction) return ''
  return limit === undefined
    ? t(`proposal.hollow.${direction}`)
    : t(`proposal.hollow.${direction}Limit`, { limit: format.number(limit) })
}

type Means = {
  t: Translate
  format: Formats
  team: (id: string | undefined) => string
  moment: (id: string | undefined) => string
}

function fieldText({ t, format, team, moment }: Means, field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  if (field === 'signal') return signalText(format, value as Signal)
  if (field === 'hollow_if') return hollowText(t, format, value as HollowIf)
  if (Array.isArray(value))
    return format.list(value.map((one) => (field === 'affected_team_ids' ? team(String(one)) : String(one))))
  const text = String(value)
  if (field === 'team_id') return team(text)
  if (field === 'moment_id') return moment(text)
  if (field === 'starts_on' || field === 'ends_on') return format.day(text)
  if (field === 'language') return languages[text as keyof typeof languages] ?? nameOf(t, 'answer', text)
  return text
}
