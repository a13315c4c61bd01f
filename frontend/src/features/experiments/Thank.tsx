import { lazy, Suspense } from 'react'
import { needTexts } from '@/lib/i18n'
import { useIsMine } from './mine'
import type { Experiment } from './queries'

const ThankTeam = lazy(async () => {
  const [module] = await Promise.all([import('@/ui/ThankTeam'), needTexts('thanks')])
  return module
})

/** Thanks another team for what it submitted. */
export function Thank({ experiment }: { experiment: Experiment }) {
  const isMine = useIsMine(experiment)
  if (isMine || experiment.revision === 0) return null
  return (
    <Suspense>
      <div>
        <ThankTeam about={{ experiment_id: experiment.id }} />
      </div>
    </Suspense>
  )
}
