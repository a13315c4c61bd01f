import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem } from './api/problem'
import { isSame } from './merge'

type Options<S, V> = {
  /** Says it over what was seen, or throws the problem 412 when somebody else was faster. */
  save: (value: V, seen: S) => Promise<unknown>
  /** Reads what became of what was seen. */
  read: (seen: S) => Promise<S>
  /** What is said by now. */
  saidIn: (seen: S) => V
  /** Told when the person has said theirs, or has left what another said. */
  onEnd: () => unknown
}

type Saying<S, V> = { value: V; seen: S; onSaid?: () => void }

/**
 * One answer, given with a press over what the person saw. Who comes second loses nothing: where the other changed
 * something else, or gave the same answer, it is given; where both answered, `dispute` has both until `choose` is told
 * whose stays.
 */
export function useSaid<S, V>({ save, read, saidIn, onEnd }: Options<S, V>) {
  const [dispute, setDispute] = useState<(Saying<S, V> & { theirs: S }) | null>(null)

  async function attempt(saying: Saying<S, V>): Promise<void> {
    const { value, seen, onSaid } = saying
    try {
      await save(value, seen)
    } catch (problem) {
      if (asProblem(problem)?.status !== 412) throw problem
      const theirs = await read(seen)
      if (isSame(saidIn(theirs), saidIn(seen))) return attempt({ ...saying, seen: theirs })
      if (!isSame(saidIn(theirs), value)) return setDispute({ ...saying, theirs })
    }
    onSaid?.()
    await onEnd()
  }

  const { mutate, isPending, error } = useMutation({ mutationFn: attempt })
  return {
    isPending,
    error,
    say: (value: V, seen: S, onSaid?: () => void) => mutate({ value, seen, onSaid }),
    dispute,
    choose: (theirs: boolean) => {
      if (!dispute) return
      setDispute(null)
      if (theirs) void onEnd()
      else mutate({ ...dispute, seen: dispute.theirs })
    },
  }
}
