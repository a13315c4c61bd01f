import { CircleCheck, CircleDashed, FlaskConical, Lock, type LucideIcon } from 'lucide-react'
import { useT } from '@/lib/i18n'
import { Badge, type Tone } from './Badge'

export type ObstacleState = 'open' | 'trying' | 'removed' | 'kept'

const looks: Record<ObstacleState, [LucideIcon, Tone]> = {
  open: [CircleDashed, 'plain'],
  trying: [FlaskConical, 'accent'],
  removed: [CircleCheck, 'open'],
  kept: [Lock, 'neutral'],
}

/** How far an obstacle is; a page that shows it needs the texts "obstacles". */
export function ObstacleBadge({ state }: { state: ObstacleState }) {
  const t = useT()
  const [icon, tone] = looks[state]
  return (
    <Badge tone={tone} icon={icon}>
      {t(`obstacles.state.${state}`)}
    </Badge>
  )
}
