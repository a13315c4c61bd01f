import { CircleCheck, CircleDashed } from 'lucide-react'
import { useT } from '@/lib/i18n'
import { usePerson } from '@/lib/session'
import { ButtonLink } from '@/ui/Button'
import { Card } from '@/ui/Card'
import styles from './Conditions.module.css'
import type { FullReview } from './queries'

/** What an approval asks of the team, and whether it is done. */
export function Conditions({ review: { conditions, experiment } }: { review: FullReview }) {
  const t = useT()
  const { teams } = usePerson()
  const mayTick = teams.includes(experiment.team_id) && conditions.some(({ state }) => state === 'open')
  if (conditions.length === 0) return null
  return (
    <Card title={t('reviews.conditions')}>
      <ul className={styles.list}>
        {conditions.map(({ n, text, when, state, note }) => (
          <li key={n} data-met={state === 'met' || undefined}>
            {state === 'met' ? <CircleCheck aria-hidden="true" /> : <CircleDashed aria-hidden="true" />}
            <div>
              <p>{text}</p>
              <p className={styles.when}>
                {t(`reviews.when.${when}`)} · {t(state === 'met' ? 'reviews.conditionMet' : 'reviews.conditionOpen')}
              </p>
              {note && <p className={styles.when}>{note}</p>}
            </div>
          </li>
        ))}
      </ul>
      {mayTick && (
        <div>
          <ButtonLink href={`/experiments/${experiment.key}?tab=review`}>{t('reviews.tick')}</ButtonLink>
        </div>
      )}
    </Card>
  )
}
