import { useT } from '@/lib/i18n'
import { Conflict as Versions } from '@/ui/Conflict'
import type { LessonForm } from './form'
import type { useKeeping } from './keeping'
import { labels, useWritten } from './written'

type Conflicted = NonNullable<ReturnType<typeof useKeeping>['conflict']>

type ConflictProps = { conflict: Conflicted; mine: LessonForm; language?: string }

/** Somebody of the team saved in between, in the same fields. */
export function Conflict({ conflict: { fields, theirs, resolve }, mine, language }: ConflictProps) {
  const t = useT()
  const written = useWritten([mine, theirs])
  const disputed = fields.map((field) => ({
    field,
    label: t(labels[field]),
    mine: written(field, mine),
    theirs: written(field, theirs),
  }))
  return <Versions disputed={disputed} onResolve={resolve} lang={language} />
}
