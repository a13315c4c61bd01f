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
  const server = useServer(loaded.draft, start)
  const unsaved = useRef(start.unsaved)

  const saver = useAutosave<Kept>(names.saved, async ({ form: sent }) => {
    const read = await saveDraft(experiment, server.etag(), contentOf(sent))
    server.set(read, sent)
    if (unsaved.current === sent) unsaved.current = null
    const halves = readDraft<Kept>(names.halves)
    if (halves) keepDraft(names.halves, { ...halves, base: read.etag, from: sent })
  })

  const change = (next: LessonForm, from = server.base) => {
    setForm(next)
    const kept = { base: server.etag(), from, form: next }
    const saves = canBeSaved(next)
    keepDraft(names.halves, !saves || hasHalves(next) ? kept : null)
    if (!saves) return
    unsaved.current = next
    saver.change(kept)
  }

  const settle = (read: Read, chosen: LessonForm) => {
    const from = formOf(read.draft)
    server.set(read, from)
    change(chosen, from)
  }
  const isStale = saver.saving.state === 'refused' && asProblem(saver.saving.problem)?.status === 412

  return {
    form,
    change,
    draft: server.draft,
    saving: saver.saving,
    /** Whether the newest text is only in this browser because the server would not take it yet. */
    onlyHere: !canBeSaved(form),
    conflict: useConflict(experiment, { first: start.theirs, isStale, base: server.base, mine: form, settle }),
    /** Saves now; answers the ETag to go on with, or null when the newest could not be saved. */
    async saveNow() {
      await saver.flush()
      return unsaved.current === null ? server.etag() : null
    },
    /** After the lesson was published: what stands here is what readers see. */
    published: (read: Read) => server.set(read),
  }
}

/** What the server has: the draft as it was read last, its ETag, and the form that is typed over. */
function useServer(loaded: Read['draft'], start: { base: LessonForm; etag: string }) {
  const [draft, setDraft] = useState(loaded)
  const [base, setBase] = useState(start.base)
  const etag = useRef(start.etag)
  return {
    draft,
    base,
    etag: () => etag.current,
    set(read: Read, over?: LessonForm) {
      etag.current = read.etag
      setDraft(read.draft)
      if (over) setBase(over)
    },
  }
}

type Sides = {
  /** Theirs, where it is known from the beginning. */
  first: Read | null
  /** Whether the server would not save over theirs. */
  isStale: boolean
  base: LessonForm
  mine: LessonForm
  settle: (read: Read, chosen: LessonForm) => void
}

/** Theirs beside mine, until it is said what stays; settled at once where nobody wrote what the other did. */
function useConflict(experiment: string, { first, isStale, base, mine, settle }: Sides) {
  const [theirs, setTheirs] = useState(first)
  useEffect(() => {
    if (isStale) void readDraftOf(experiment).then(setTheirs)
  }, [isStale, experiment])

  const end = (read: Read, chosen: LessonForm) => {
    setTheirs(null)
    settle(read, chosen)
  }
  const merged = theirs && merge(base, mine, formOf(theirs.draft))
  const isAgreed = merged?.conflicts.length === 0
  useEffect(() => {
    if (theirs && merged && isAgreed) end(theirs, merged.values)
  })
  return theirs && merged && !isAgreed ? conflictOf(theirs, merged, end) : null
}

/** Where both wrote, and how it is said what stays. */
function conflictOf(
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
  const server = { base: stored, etag: loaded.etag, theirs: null }
  if (!kept) return { ...server, form: stored, unsaved: null }
  const mine = { form: kept.form, unsaved: kept.form }
  if (kept.base === loaded.etag || isEqual(kept.form, stored)) return { ...server, ...mine }
  return { ...mine, base: kept.from ?? unknown, etag: kept.base, theirs: loaded }
}
