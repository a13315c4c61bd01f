import { useQuery } from '@tanstack/react-query'
import { useT } from '@/lib/i18n'
import { ButtonLink } from '@/ui/Button'
import { Link } from '@/ui/Link'
import { Row, Stack } from '@/ui/layout'
import { ObstacleBadge } from '@/ui/ObstacleBadge'
import { type Experiment, obstacleQuery } from './queries'

/** The obstacle that it is to remove; where it worked, the offer to say that it is gone. */
export function Removes({ experiment: { obstacle_id: id, outcome, hollow_win: hollow } }: { experiment: Experiment }) {
  return id ? <Named id={id} worked={outcome === 'worked' && !hollow} /> : null
}

function Named({ id, worked }: { id: string; worked: boolean }) {
  const t = useT()
  const { data: obstacle } = useQuery(obstacleQuery(id))
  return (
    <section>
      <h3>{t('obstacles.removes')}</h3>
      <Stack gap={2}>
        <Row gap={2}>
          <Link href={`/obstacles/${id}`} lang={obstacle?.language}>
            {obstacle?.text ?? t('obstacles.one')}
          </Link>
          {obstacle && <ObstacleBadge state={obstacle.state} />}
        </Row>
        {worked && obstacle?.actions.includes('remove') && (
          <Row gap={3}>
            <span>{t('obstacles.worked')}</span>
            <ButtonLink href={`/obstacles/${id}?end=remove`}>{t('obstacles.send.remove')}</ButtonLink>
          </Row>
        )}
      </Stack>
    </section>
  )
}
