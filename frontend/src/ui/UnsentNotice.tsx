import { Suspense } from 'react'
import { part } from '@/lib/i18n'
import { useUnsent } from '@/lib/unsent'

/** Only who was without a connection needs it. */
const Unsent = part(() => import('./Unsent'), 'unsent', 'refusals')

/** The check-ins that wait in this browser, of one experiment or of all. */
export function UnsentNotice({ experiment }: { experiment?: string }) {
  const all = useUnsent()
  const own = experiment ? all.filter((one) => one.experiment.key === experiment) : all
  if (own.length === 0) return null
  return (
    <Suspense>
      <Unsent all={own} titled={!experiment} />
    </Suspense>
  )
}
