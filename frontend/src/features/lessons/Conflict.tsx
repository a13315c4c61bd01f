import { useTeamName } from '@/lib/directory'
import { type Key, useT } from '@/lib/i18n'
import { Conflict as Versions } from '@/ui/Conflict'
import type { LessonForm } from './form'
import type { useKeeping } from './keeping'

type Conflicted = NonNullable<ReturnType<typeof useKeeping>['conflict']>

const labels: Record<keyof LessonForm, Key> = {
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

type ConflictProps = { conflict: Conflicted; mine: LessonForm; language?: string }

/** Somebody of the team saved in between, in the same fields. */
export function Conflict({ conflict: { fields, theirs, resolve }, mine, language }: ConflictProps) {
  const t = useT()
  const written = useWritten()
  const disputed = fields.map((field) => ({
    field,
    label: t(labels[field]),
    mine: written(field, mine),
    theirs: written(field, theirs),
  }))
  return <Versions disputed={disputed} onResolve={resolve} lang={language} />
}

/** Lists stand in lines of their own. */
function useWritten() {
  const t = useT()
  const team = useTeamName()
  return (field: keyof LessonForm, form: LessonForm): string => {
    if (field === 'conditions')
      return lines(form.conditions.map(({ kind, text }) => [kind && t(`lessons.kind.${kind}`), text]))
    if (field === 'followUps')
      return lines(
        form.followUps.map(({ what, team: who, due, state, reason }) => [
          what,
          team(who ?? undefined),
          due,
          state !== 'open' && t(`lessons.followUp.${state}`),
          reason,
        ]),
      )
    const value = form[field]
    return typeof value === 'string' ? value : value.join('\n')
  }
}

const lines = (all: (string | null | false)[][]) => all.map((parts) => parts.filter(Boolean).join(' · ')).join('\n')
