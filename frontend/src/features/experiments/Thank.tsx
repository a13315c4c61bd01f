import { part } from '@/lib/i18n'
import { Later } from '@/ui/states'
import { useIsMine } from './mine'
import type { Experiment } from './queries'

const ThankTeam = part(() => import('@/ui/ThankTeam'), 'thanks')

/** Thanks another team for what it submitted. */
export function Thank({ experiment }: { experiment: Experiment }) {
  const isMine = useIsMine(experiment)
  if (isMine || experiment.revision === 0) return null
  return (
    <Later>
      <div>
        <ThankTeam about={{ experiment_id: experiment.id }} />
      </div>
    </Later>
  )
}
