import { isEmpty } from '@/lib/merge'
import type { AnswerField, Values } from './proposal'
import type { Check, Question } from './queries'

export const answerField = (key: string) => `answers.${key}` as AnswerField

/** The questions that are asked as chips, four in a group. */
export function riskGroups(questions: Question[]): Question[][] {
  const risks = questions.filter(({ kind }) => kind === 'risk')
  return Array.from({ length: Math.ceil(risks.length / 4) }, (_, at) => risks.slice(at * 4, at * 4 + 4))
}

/** The name of a group of chips among the fields of the form. */
export const groupName = (at: number) => `risks.${at}`

/** Where a question is answered. */
export function placeOf(key: string, groups: Question[][]): string {
  const at = groups.findIndex((group) => group.some((question) => question.key === key))
  return at < 0 ? answerField(key) : groupName(at)
}

/** How many of the questions are still open. */
export const answersToGo = (questions: Question[], values: Values) =>
  questions.filter(({ key }) => isEmpty(values[answerField(key)])).length

/** The chips of a figure: rounded parts of the limit up to which no review is needed, and the limit itself. */
export function figures(limit: number | undefined, parts: number[], otherwise: number[]): number[] {
  if (limit === undefined) return otherwise
  return [...new Set(parts.map((part) => (part === 1 ? limit : Number((limit * part).toPrecision(1)))))]
}

/** What the form still lacks, with the questions of a group of chips as one. */
export function missingFields({ missing }: Pick<Check, 'missing'>, groups: Question[][]): string[] {
  const names = missing.map(({ field }) => {
    const at = groups.findIndex((group) => group.some(({ key }) => answerField(key) === field))
    return at < 0 ? field : groupName(at)
  })
  return [...new Set(names)].sort((a, b) => order.indexOf(a) - order.indexOf(b))
}

/** From top to bottom of the form. */
const order = [
  'title',
  'change',
  'team_id',
  'moment_id',
  'effect',
  'because',
  'signal.name',
  'counter_signal',
  'ends_on',
  'answers.customers_exposed',
  'answers.money_at_risk',
  'risks.0',
  'risks.1',
  'way_back',
  'answers.can_stop_early',
  'answers.own_hands',
  'answers.made_whole',
  'answers.undo_hours',
  'answers.undo_cost',
  'answers.noticed_within',
  'stop_rule',
  'premortem',
]
