import { Link as RouteLink } from 'wouter'
import { useMomentName } from '@/lib/directory'
import { Card } from '@/ui/Card'
import { Marked } from '@/ui/Marked'
import { ObstacleBadge } from '@/ui/ObstacleBadge'
import { Day } from '@/ui/Time'
import { MeToo } from './MeToo'
import styles from './obstacles.module.css'
import type { Obstacle } from './queries'

/** One obstacle of many: the words, whose way it stands in, how far it is, and what became of it. */
export function ObstacleCard({ obstacle, words }: { obstacle: Obstacle; words: readonly string[] }) {
  const moment = useMomentName()(obstacle.moment_id)
  const { id, text, language, team, month, state, reason } = obstacle
  return (
    <Card pressable>
      <h2 className={styles.words} lang={language}>
        <RouteLink href={`/obstacles/${id}`}>
          <Marked text={text} words={words} />
        </RouteLink>
      </h2>
      {reason && (
        <p className={styles.reason} lang={language}>
          {reason}
        </p>
      )}
      <div className={styles.foot}>
        <p className={styles.facts}>
          <ObstacleBadge state={state} />
          <span>{team}</span>
          {moment && <span>{moment}</span>}
          <Day on={month} />
        </p>
        <MeToo obstacle={obstacle} />
      </div>
    </Card>
  )
}
