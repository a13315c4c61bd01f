import { useQuery } from '@tanstack/react-query'
import { useT } from '@/lib/i18n'
import { Link } from '@/ui/Link'
import { Note } from '@/ui/states'
import { TurnClock } from '@/ui/TurnClock'
import { useIsMine } from './mine'
import { type Experiment, reviewsQuery } from './queries'

/** The clock of the newest review, as its reviewers see it, and the way there; or that it ran out for the team. */
export function ReviewClock({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const isMine = useIsMine(experiment)
  const asked = experiment.revision > 0 && !experiment.concluded_at
  const { data } = useQuery({ ...reviewsQuery(experiment.id), enabled: asked })
  const [newest] = [...(data?.items ?? [])].sort((one, other) => other.revision - one.revision)
  if (!asked || !newest) return null
  if (experiment.status === 'draft' && newest.state === 'expired') return <Note>{t('turns.expired')}</Note>
  const asksUs = isMine && newest.turn === 'team'
  // Then the next step leads there already.
  const isNext = asksUs && newest.state === 'open'
  return (
    <TurnClock review={newest}>
      {!isNext && (
        <p>
          <Link href={`/reviews/${newest.id}`}>{t(asksUs ? 'turns.answer' : 'turns.toReview')}</Link>
        </p>
      )}
    </TurnClock>
  )
}
