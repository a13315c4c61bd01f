import { useEffect, useRef, useState } from 'react'
import { asProblem } from '@/lib/api/problem'
import { useAutosave } from '@/lib/autosave'
import { keepDraft, readDraft } from '@/lib/drafts'
import { changedFields, type Merged, merge, pick } from '@/lib/merge'
import { canBeSaved, contentOf, formOf, hasHalves, type LessonForm } from './form'
import { type Read, readDraftOf, saveDraft } from './queries'

/** What is typed, and what it was typed over: the text, and its ETag. */
type Kept = { base: string; from?: LessonForm; form: LessonForm }

/** What a copy without its beginning was typed over: nobody knows, so that whatever differs is both's to choose. */
const unknown = {} as LessonForm

const isEqual = (a: LessonForm, b: LessonForm) => changedFields(a, b).length === 0

/**
 * Keeps a lesson while it is written: what the server takes is saved there, everything else in this browser. When
 * somebody of the team saved in between, what each wrote elsewhere is put together, and `conflict` holds theirs until
 * it is chosen what stays where both wrote.
 */
export function useKeeping(experiment: string, loaded: Read) {
  const names = { saved: `lesson.${experiment}`, halves: `lesson.${experiment}.halves` }
  const [start] = useState(() => beginning(names, loaded))
  const [form, setForm] = useState(start.form)
  const [theirs, setTheirs] = useState<Read | null>(start.theirs)
  const [draft, setDraft] = useState(loaded.draft)
  const etag = useRef(start.theirs && start.kept ? start.kept.base : loaded.etag)
  const [base, setBase] = useState(start.base)
  const unsaved = useRef<LessonForm | null>(start.form === start.kept?.form ? start.form : null)

  const saver = useAutosave<Kept>(names.saved, async ({ form: sent }) => {
    const read = await saveDraft(experiment, etag.current, contentOf(sent))
    etag.current = read.etag
    setBase(sent)
    setDraft(read.draft)
    if (unsaved.current === sent) unsaved.current = null
    const halves = readDraft<Kept>(names.halves)
    if (halves) keepDraft(names.halves, { ...halves, base: read.etag, from: sent })
  })

  const change = (next: LessonForm, from = base) => {
    setForm(next)
    const kept = { base: etag.current, from, form: next }
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
    const from = formOf(read.draft)
    etag.current = read.etag
    setDraft(read.draft)
    setTheirs(null)
    setBase(from)
    change(chosen, from)
  }

  const merged = theirs && merge(base, form, formOf(theirs.draft))
  const isAgreed = merged?.conflicts.length === 0
  useEffect(() => {
    if (theirs && merged && isAgreed) settle(theirs, merged.values)
  })

  return {
    form,
    change,
    draft,
    saving: saver.saving,
    /** Whether the newest text is only in this browser because the server would not take it yet. */
    onlyHere: !canBeSaved(form),
    conflict: theirs && merged && !isAgreed ? disputeOf(theirs, merged, settle) : null,
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

/** Where both wrote, and how it is said what stays. */
function disputeOf(
  read: Read,
  { values, conflicts }: Merged<LessonForm>,
  settle: (read: Read, chosen: LessonForm) => void,
) {
  const theirs = formOf(read.draft)
  return {
    fields: conflicts,
    theirs,
    resolve: (taken: (keyof LessonForm)[]) => settle(read, { ...values, ...pick(theirs, taken) }),
  }
}

/** What the form begins with: what this browser kept, else what the server has; both when they have grown apart. */
function beginning(names: { saved: string; halves: string }, loaded: Read) {
  const kept = readDraft<Kept>(names.halves) ?? readDraft<Kept>(names.saved)
  const stored = formOf(loaded.draft)
  if (!kept) return { form: stored, base: stored, theirs: null, kept }
  const apart = kept.base !== loaded.etag && !isEqual(kept.form, stored)
  return { form: kept.form, base: apart ? (kept.from ?? unknown) : stored, theirs: apart ? loaded : null, kept }
}
