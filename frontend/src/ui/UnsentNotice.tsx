import { lazy, Suspense } from 'react'
import { needTexts } from '@/lib/i18n'
import { useUnsent } from '@/lib/unsent'

/** Only who was without a connection needs it. */
const Unsent = lazy(async () => {
  const [module] = await Promise.all([import('./Unsent'), needTexts('unsent', 'refusals')])
  return module
})

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
