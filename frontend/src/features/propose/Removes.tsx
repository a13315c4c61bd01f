import { useQuery } from '@tanstack/react-query'
import { TrafficCone } from 'lucide-react'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Link } from '@/ui/Link'
import { Note } from '@/ui/states'
import { useProposal } from './form'
import { obstacleQuery } from './queries'

/** The obstacle that the proposal is to remove, with a way to leave it out. */
export function Removes() {
  const { values } = useProposal()
  return values.obstacle_id ? <Named id={values.obstacle_id} /> : null
}

function Named({ id }: { id: string }) {
  const t = useT()
  const { set, isFrozen } = useProposal()
  const { data: obstacle } = useQuery(obstacleQuery(id))
  return (
    <Note tone="accent" icon={TrafficCone}>
      <p>
        {t('obstacles.removes')}:{' '}
        <Link href={`/obstacles/${id}`} lang={obstacle?.language}>
          {obstacle?.text ?? t('obstacles.one')}
        </Link>
      </p>
      {!isFrozen('obstacle_id') && (
        <Button kind="quiet" onClick={() => set('obstacle_id', undefined)}>
          {t('obstacles.leaveOut')}
        </Button>
      )}
    </Note>
  )
}
