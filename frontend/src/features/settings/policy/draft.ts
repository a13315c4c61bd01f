import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { keepDraft, readDraft } from '@/lib/drafts'
import { useSettled } from '@/lib/settled'
import { type Draft, draftQuery, type Edits, edited, type Fault, type Policy } from './queries'

const key = 'policy'
type Kept = { version: number; source: string; note?: string }

/** Begins the next version with another document: an uploaded one, or an older version. */
export const beginWith = (policy: Policy, source: string) =>
  keepDraft<Kept>(key, source === policy.source ? null : { version: policy.version, source })

export type PolicyDraft = ReturnType<typeof usePolicyDraft>

/**
 * The document that is being changed, kept in this browser until it is saved. The form and the text are two ways to
 * change the same document.
 */
export function usePolicyDraft(policy: Policy) {
  const [kept] = useState(() => readDraft<Kept>(key))
  const [source, setSource] = useState(kept?.source ?? policy.source)
  const [note, setNote] = useState(kept?.note ?? '')
  const [begun, setBegun] = useState(kept?.version ?? policy.version)
  const latest = useRef(source)

  const keep = (more: Partial<Kept>) => {
    const now = { version: policy.version, source: latest.current, note, ...more }
    keepDraft<Kept>(key, now.source === policy.source ? null : now)
  }
  const write = (text: string) => {
    latest.current = text
    setSource(text)
    setBegun(policy.version)
    keep({ source: text })
  }
  const edits = useEdits(policy.version, () => latest.current, write)
  const { good, faults, present, error } = useReading(source, policy.version)
  return {
    source,
    good,
    faults,
    present,
    problem: edits.problem ?? error,
    /** The version that it was begun from, when others have been saved since. */
    olderThan: begun < policy.version && source !== policy.source ? begun : null,
    /** What the history is to say of it. */
    note,
    setNote(text: string) {
      setNote(text)
      keep({ note: text })
    },
    write,
    edit: edits.edit,
    /** The document once every edit of the form is in it. */
    async whole() {
      await edits.done()
      return latest.current
    },
    drop: () => write(policy.source),
    /** It has been saved: nothing is kept of it here. */
    forget: () => keepDraft(key, null),
  }
}

/** The form's edits: the server writes them into the newest document, one after the other. */
function useEdits(version: number, latest: () => string, write: (source: string) => void) {
  const client = useQueryClient()
  const [problem, setProblem] = useState<unknown>(null)
  const last = useRef<Promise<void>>(Promise.resolve())
  const apply = async (change: Edits) => {
    try {
      const next = await edited(latest(), change)
      client.setQueryData(draftQuery(next.source, version).queryKey, next)
      write(next.source)
      setProblem(null)
    } catch (error) {
      setProblem(error)
    }
  }
  return {
    problem,
    edit(change: Edits) {
      last.current = last.current.then(() => apply(change))
    },
    done: () => last.current,
  }
}

/** What the server makes of a document, asked when it has not changed for a moment. */
function useReading(source: string, version: number) {
  const read = useQuery(draftQuery(useSettled(source, 400), version))
  const [good, setGood] = useState<Draft | null>(null)
  if (read.data && read.data !== good && read.data.faults.length === 0) setGood(read.data)
  const ofThis = read.data?.source === source ? read.data : undefined
  return {
    /** The parts of the document as they were when it last had no fault. */
    good,
    faults: (ofThis?.faults ?? []) as readonly Fault[],
    /** What the server says of exactly this document; undefined while it is being asked. */
    present: read.isPlaceholderData ? undefined : ofThis,
    error: read.error,
  }
}
