import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { asProblem } from './api/problem'
import { type Merged, merge, pick } from './merge'

type Options<V> = {
  /** What the form is filled with. */
  start: V
  /** Saves over what was read last, or throws the problem 412 when somebody else was faster. */
  save: (values: V) => Promise<unknown>
  /** Reads what there is by now; from then on `save` goes over that. */
  read: () => Promise<V>
}

/** Both wrote in these fields; `theirs` is all that they saved. */
type Dispute<V> = { fields: Merged<V>['conflicts']; theirs: V }

/**
 * A form over something that others may change too, saved when the person says so. Who comes second loses nothing:
 * what each changed alone is put together and saved, and where both did, `dispute` says so until `resolve` is told
 * what stays.
 */
export function useEdit<V extends object>({ start, save, read }: Options<V>) {
  const [values, setValues] = useState(start)
  const [dispute, setDispute] = useState<Dispute<V> | null>(null)
  const base = useRef(start)

  async function attempt(mine: V): Promise<void> {
    try {
      await save(mine)
      base.current = mine
    } catch (problem) {
      if (asProblem(problem)?.status !== 412) throw problem
      await reconcile(mine)
    }
  }

  async function reconcile(mine: V) {
    const theirs = await read()
    const { values: merged, conflicts } = merge(base.current, mine, theirs)
    base.current = theirs
    setValues(merged)
    if (conflicts.length === 0) return attempt(merged)
    setDispute({ fields: conflicts, theirs })
  }

  const saving = useMutation({ mutationFn: attempt })
  return {
    values,
    set: (part: Partial<V>) => setValues((before) => ({ ...before, ...part })),
    /** Nothing is saved over theirs before it is chosen what stays. */
    submit: () => {
      if (!dispute && !saving.isPending) saving.mutate(values)
    },
    saving,
    dispute,
    resolve: (taken: (keyof V & string)[]) => {
      const chosen = { ...values, ...pick(dispute?.theirs ?? values, taken) }
      setDispute(null)
      setValues(chosen)
      saving.mutate(chosen)
    },
  }
}

export type Edit<V extends object> = ReturnType<typeof useEdit<V>>
