import { useTeamName } from '@/lib/directory'
import { useFormats } from '@/lib/format'
import { type Key, useT } from '@/lib/i18n'
import { useExperiments } from './Evidence'
import type { LessonForm } from './form'

/** What the fields of a lesson are called. */
export const labels: Record<keyof LessonForm, Key> = {
  headline: 'lessons.headline',
  happened: 'lessons.happened',
  surprise: 'lessons.surprise',
  conditions: 'lessons.conditions',
  seemed_sensible: 'lessons.sensible',
  went_well: 'lessons.well',
  noticed: 'lessons.noticed',
  applies: 'lessons.applies',
  applies_not: 'lessons.appliesNot',
  what_next: 'lessons.next',
  followUps: 'lessons.followUps',
  supporting: 'lessons.supporting',
  contradicting: 'lessons.contradicting',
  tags: 'lessons.tags',
  reviewBy: 'lessons.reviewBy',
}

/** A field of some lessons as a text for people. Lists stand in lines of their own. */
export function useWritten(forms: readonly LessonForm[]) {
  const t = useT()
  const format = useFormats()
  const team = useTeamName()
  const experiments = useExperiments(
    forms.flatMap(({ supporting, contradicting }) => [...supporting, ...contradicting]),
  )
  const titles = (ids: readonly string[]) => lines(experiments(ids).map(({ key, title }) => [`${key} ${title}`]))
  return (field: keyof LessonForm, form: LessonForm): string => {
    if (field === 'supporting' || field === 'contradicting') return titles(form[field])
    if (field === 'reviewBy') return form.reviewBy && format.day(form.reviewBy)
    if (field === 'conditions')
      return lines(form.conditions.map(({ kind, text }) => [kind && t(`lessons.kind.${kind}`), text]))
    if (field === 'followUps')
      return lines(
        form.followUps.map(({ what, team: who, due, state, reason }) => [
          what,
          team(who ?? undefined),
          due && format.day(due),
          state !== 'open' && t(`lessons.followUp.${state}`),
          reason,
        ]),
      )
    return form[field]
  }
}

const lines = (all: (string | null | false)[][]) => all.map((parts) => parts.filter(Boolean).join(' · ')).join('\n')
