import { asProblem } from '@/lib/api/problem'
import { randomKey } from '@/lib/api/send'
import { autosave, type Saving } from '@/lib/autosave'
import { keepDraft, readDraft } from '@/lib/drafts'
import { changedFields, isSame, merge, pick } from '@/lib/merge'
import { observable } from '@/lib/observable'
import { canBeKept, type Field, type Patch, patchOf, type Values } from './proposal'

/** A proposal as the server has it. */
export type Kept = { key: string; etag: string; values: Values }

export type Registry = {
  create(values: Values, idempotencyKey: string): Promise<Kept>
  change(key: string, patch: Patch, etag: string): Promise<Kept>
  read(key: string): Promise<Kept>
}

/** What this browser keeps of a proposal: what is typed, what the server had when it was typed, and a creation without answer. */
export type Copy = { values: Values; base?: Values; creating?: Creation }
type Creation = { key: string; values: Values }

/** Fields that somebody else changed to something else in the meantime. */
export type Conflict = { fields: Field[]; theirs: Values }

type Options = {
  registry: Registry
  /** What is edited; null for a new one. */
  kept: Kept | null
  /** Where to begin a new one. */
  start?: Values
  /** What was submitted changes only when the person says so: every change of it may ask for a new review. */
  byHand?: boolean
  /** Told once a new one has its key. */
  onCreated?: (key: string) => void
}

const nameOf = (key: string | undefined) => `proposal.${key ?? 'new'}`

const beginnings = ['builds_on', 'template_id'] as const

/** What this browser kept. A new proposal from a lesson or a template takes up only what was begun from the same one. */
export function readCopy(key?: string, start: Values = {}): Copy | null {
  const copy = readDraft<Copy>(nameOf(key))
  const other = !key && beginnings.some((field) => start[field] && !isSame(copy?.values[field], start[field]))
  return other ? null : copy
}

const stale = { type: '/problems/stale', status: 412 }

/** What is typed, and where somebody else changed it too. */
function opening({ kept, start = {} }: Pick<Options, 'kept' | 'start'>, copy: Copy | null) {
  const merged = kept && copy ? merge(copy.base ?? kept.values, copy.values, kept.values) : null
  return {
    values: observable<Values>(merged?.values ?? kept?.values ?? { ...start, ...copy?.values }),
    conflict: observable<Conflict | null>(
      kept && merged && merged.conflicts.length > 0 ? { fields: merged.conflicts, theirs: kept.values } : null,
    ),
  }
}

type Registering = Pick<Options, 'registry' | 'kept' | 'onCreated'> &
  ReturnType<typeof opening> & { creating?: Creation }

/** What the server has of a proposal, and how what is typed gets there. */
function registered({ registry, kept, creating, values, conflict, onCreated }: Registering) {
  let server = kept
  const name = () => nameOf(server?.key)
  const present = (): Copy => ({ values: values.get(), base: server?.values, creating })
  const keepCopy = () => keepDraft(name(), present())

  async function save() {
    if (conflict.get()) throw stale
    if (!server) await create()
    await change()
  }

  /** A creation that got no answer is sent again as it was, so that there is never a second draft. */
  async function create() {
    creating ??= { key: randomKey(), values: values.get() }
    keepCopy()
    const created = await registry.create(creating.values, creating.key)
    keepDraft(name(), null)
    server = { ...created, values: creating.values }
    creating = undefined
    keepCopy()
    onCreated?.(created.key)
  }

  async function change(): Promise<void> {
    const sent = values.get()
    if (!server || changedFields(server.values, sent).length === 0) return
    try {
      const { etag } = await registry.change(server.key, patchOf(server.values, sent), server.etag)
      server = { ...server, etag, values: sent }
    } catch (problem) {
      if (asProblem(problem)?.status !== 412) throw problem
      await reconcile(server)
      await change()
    }
  }

  async function reconcile({ key, values: base }: Kept) {
    const theirs = await registry.read(key)
    const merged = merge(base, values.get(), theirs.values)
    server = theirs
    values.set(merged.values)
    if (merged.conflicts.length === 0) return
    conflict.set({ fields: merged.conflicts, theirs: theirs.values })
    throw stale
  }

  return { save, name, present, keepCopy, has: () => server }
}

function throwUnsaved(saving: Saving) {
  if (saving.state === 'refused') throw saving.problem
  if (saving.state === 'offline') throw new TypeError('offline')
}

/** Keeps a proposal while it is typed: in this browser at once, on the server as soon as it can be there. */
export function keeper(options: Options) {
  const { kept, start = {}, byHand } = options
  const copy = readCopy(kept?.key, start)
  const { values, conflict } = opening(options, copy)
  const server = registered({ ...options, values, conflict, creating: copy?.creating })
  const saver = autosave<Copy>({ key: server.name, save: server.save })

  function fill(more: Values) {
    values.set({ ...values.get(), ...more })
    if (!byHand && canBeKept(values.get())) saver.change(server.present())
    else server.keepCopy()
  }

  return {
    values,
    conflict,
    saving: saver.saving,
    stop: saver.stop,
    fill,
    /** Sends what an earlier page could not. */
    begin() {
      const unsent = changedFields(server.has()?.values ?? start, values.get()).length > 0
      if (unsent && !byHand && !conflict.get() && canBeKept(values.get())) saver.change(server.present())
    },
    set<F extends Field>(field: F, value: Values[F]) {
      if (!isSame(values.get()[field], value) || typeof value === 'string') fill({ [field]: value })
    },
    flush: () => (byHand || !canBeKept(values.get()) ? Promise.resolve() : saver.flush()),
    /** What the server has; null while nothing is there. */
    server: server.has,
    isChanged: () => changedFields(server.has()?.values ?? {}, values.get()).length > 0,
    /** Has all of it on the server, or throws why not. */
    async settle() {
      if (byHand) await server.save()
      else await saver.flush()
      throwUnsaved(saver.saving.get())
      return server.has()
    },
    /** Takes the other's words in some fields, keeps one's own in the rest. */
    resolve(taken: Field[]) {
      const theirs = conflict.get()?.theirs ?? {}
      conflict.set(null)
      fill(pick(theirs, taken))
    },
    /** Drops the copy in this browser: it is on its way, or not wanted. */
    forget() {
      saver.stop()
      keepDraft(server.name(), null)
    },
  }
}

export type Keeper = ReturnType<typeof keeper>
