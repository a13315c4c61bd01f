import { useLayoutEffect } from 'react'
import { openKept } from '@/lib/kept'
import { ErrorState } from '@/ui/states'
import { Plain } from './Plain'

type UnansweredProps = { error: unknown; onRetry: () => void }

/** The server does not say who is signed in: opens what this browser keeps of the last time, if it does. */
export default function Unanswered({ error, onRetry }: UnansweredProps) {
  useLayoutEffect(openKept, [])
  if (!error) return null
  return (
    <Plain>
      <ErrorState error={error} onRetry={onRetry} />
    </Plain>
  )
}
