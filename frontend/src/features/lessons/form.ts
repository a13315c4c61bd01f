import type { Problem } from '@/lib/api/problem'
import { isWhole } from './headline'
import type { Condition, Content, Draft, FollowUp, Kind, Lesson } from './queries'

export type FormCondition = { kind: Kind | null; text: string }
export type FormFollowUp = {
  /** What the server knows it by; none while it is new. */
  id?: string
  what: string
  team: string | null
  due: string | null
  state: 'open' | 'done' | 'notNeeded'
  reason: string
}

const texts = [
  'headline',
  'happened',
  'surprise',
  'seemed_sensible',
  'went_well',
  'noticed',
  'applies',
  'applies_not',
  'what_next',
] as const
export type TextName = (typeof texts)[number]

/** A lesson as it is being written: it may hold halves that the server would not take. */
export type LessonForm = Record<TextName, string> & {
  conditions: FormCondition[]
  followUps: FormFollowUp[]
  supporting: string[]
  contradicting: string[]
  tags: string
  /** The day of the next look; empty for none. */
  reviewBy: string
}

export const newCondition: FormCondition = { kind: null, text: '' }
export const newFollowUp: FormFollowUp = { what: '', team: null, due: null, state: 'open', reason: '' }

/** A lesson as the editor holds it, be it the team's draft or what was published. */
export function formOf(draft: Draft | Lesson): LessonForm {
  const written = Object.fromEntries(texts.map((name) => [name, draft[name] ?? ''])) as Record<TextName, string>
  return {
    ...written,
    conditions: draft.conditions.length > 0 ? draft.conditions : [newCondition],
    followUps: (draft.follow_ups ?? []).map(followUpForm),
    supporting: draft.supporting ?? [],
    contradicting: draft.contradicting ?? [],
    tags: (draft.tags ?? []).join(', '),
    reviewBy: draft.review_by ?? '',
  }
}

const followUpForm = ({ id, what, team_id, due, done, reason }: FollowUp): FormFollowUp => ({
  id,
  what,
  team: team_id ?? null,
  due: due || null,
  state: done ? 'done' : reason ? 'notNeeded' : 'open',
  reason: reason ?? '',
})

/** What of the form the server can take: halves of conditions and follow-ups are left out. */
export function contentOf(form: LessonForm): Content {
  const written = Object.fromEntries(texts.map((name) => [name, form[name].trim()])) as Record<TextName, string>
  return {
    ...written,
    conditions: form.conditions.filter(isCondition),
    follow_ups: form.followUps.filter(({ what }) => what.trim()).map(followUpOf),
    supporting: form.supporting,
    contradicting: form.contradicting,
    tags: tagsOf(form.tags),
    review_by: form.reviewBy || undefined,
  }
}

const isCondition = (condition: FormCondition): condition is Condition =>
  condition.kind !== null && condition.text.trim() !== ''

const followUpOf = ({ id, what, team, due, state, reason }: FormFollowUp): FollowUp => ({
  id,
  what: what.trim(),
  team_id: team ?? undefined,
  due: due ?? undefined,
  done: state === 'done',
  reason: state === 'notNeeded' ? reason.trim() : undefined,
})

const tagsOf = (text: string) => [...new Set(text.split(',').map((tag) => tag.trim()))].filter(Boolean)

/** Whether the server takes it: the three answers that every lesson has. */
export function canBeSaved(form: LessonForm): boolean {
  return form.happened.trim() !== '' && form.surprise.trim() !== '' && form.conditions.some(isCondition)
}

/** Whether something would be lost if only the server's copy were kept. */
export function hasHalves(form: LessonForm): boolean {
  const isHalf = (condition: FormCondition) => !isCondition(condition) && (condition.kind || condition.text)
  const isHalfDone = ({ what, state, reason, team, due }: FormFollowUp) =>
    what.trim() ? state === 'notNeeded' && !reason.trim() : Boolean(reason || team || due)
  return form.conditions.some(isHalf) || form.followUps.some(isHalfDone)
}

/** What is still missing before readers can see it, in the form of the server's refusals. */
export function lacks(form: LessonForm): Problem | null {
  const conditions = form.conditions.flatMap((condition, at) =>
    isCondition(condition) || (form.conditions.some(isCondition) && !condition.kind && !condition.text.trim())
      ? []
      : [condition.text.trim() ? `conditions[${at}].kind` : `conditions[${at}].text`],
  )
  const missing = [
    ...(['happened', 'surprise'] as const).filter((name) => !form[name].trim()),
    ...conditions,
    ...(isWhole(form.headline) ? [] : ['headline']),
  ]
  const errors = missing.map((field) => ({ location: `body.${field}`, code: 'required', message: '' }))
  return errors.length > 0 ? { type: '/problems/invalid-input', status: 422, errors } : null
}
