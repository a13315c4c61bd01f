import { useEffect, useRef, useState } from 'react'
import { asProblem } from '@/lib/api/problem'
import { useAutosave } from '@/lib/autosave'
import { keepDraft, readDraft } from '@/lib/drafts'
import { canBeSaved, contentOf, formOf, hasHalves, type LessonForm } from './form'
import { type Read, readDraftOf, saveDraft } from './queries'

/** What is typed, and the ETag of what it was typed over. */
type Kept = { base: string; form: LessonForm }

const same = (a: LessonForm, b: LessonForm) => JSON.stringify(contentOf(a)) === JSON.stringify(contentOf(b))

/**
 * Keeps a lesson while it is written: what the server takes is saved there, everything else in this browser. When
 * somebody of the team saved in between, `conflict` holds theirs until one of the two is chosen.
 */
export function useKeeping(experiment: string, loaded: Read) {
  const names = { saved: `lesson.${experiment}`, halves: `lesson.${experiment}.halves` }
  const [start] = useState(() => beginning(names, loaded))
  const [form, setForm] = useState(start.form)
  const [theirs, setTheirs] = useState<Read | null>(start.theirs)
  const [draft, setDraft] = useState(loaded.draft)
  const etag = useRef(loaded.etag)
  const unsaved = useRef<LessonForm | null>(start.form === start.kept?.form ? start.form : null)

  const saver = useAutosave<Kept>(names.saved, async ({ form: sent }) => {
    const read = await saveDraft(experiment, etag.current, contentOf(sent))
    etag.current = read.etag
    setDraft(read.draft)
    if (unsaved.current === sent) unsaved.current = null
    const halves = readDraft<Kept>(names.halves)
    if (halves) keepDraft(names.halves, { ...halves, base: read.etag })
  })

  const change = (next: LessonForm) => {
    setForm(next)
    const kept = { base: etag.current, form: next }
    const saves = canBeSaved(next)
    keepDraft(names.halves, !saves || hasHalves(next) ? kept : null)
    if (!saves) return
    unsaved.current = next
    saver.change(kept)
  }

  const isStale = saver.saving.state === 'refused' && asProblem(saver.saving.problem)?.status === 412
  useEffect(() => {
    if (isStale) void readDraftOf(experiment).then(setTheirs)
  }, [isStale, experiment])

  const settle = (read: Read, chosen: LessonForm) => {
    etag.current = read.etag
    setDraft(read.draft)
    setTheirs(null)
    change(chosen)
  }

  return {
    form,
    change,
    draft,
    saving: saver.saving,
    /** Whether the newest text is only in this browser because the server would not take it yet. */
    onlyHere: !canBeSaved(form),
    conflict: theirs && {
      theirs: formOf(theirs.draft),
      keepMine: () => settle(theirs, form),
      takeTheirs: () => settle(theirs, formOf(theirs.draft)),
    },
    /** Saves now; answers the ETag to go on with, or null when the newest could not be saved. */
    async saveNow() {
      await saver.flush()
      return unsaved.current === null ? etag.current : null
    },
    /** After the lesson was published: what stands here is what readers see. */
    published(read: Read) {
      etag.current = read.etag
      setDraft(read.draft)
    },
  }
}

/** What the form begins with: what this browser kept, else what the server has; both when they have grown apart. */
function beginning(names: { saved: string; halves: string }, loaded: Read) {
  const kept = readDraft<Kept>(names.halves) ?? readDraft<Kept>(names.saved)
  const stored = formOf(loaded.draft)
  if (!kept) return { form: stored, theirs: null, kept }
  const apart = kept.base !== loaded.etag && !same(kept.form, stored)
  return { form: kept.form, theirs: apart ? loaded : null, kept }
}
