import { Link as RouteLink } from 'wouter'
import { useT } from '@/lib/i18n'
import { Stack } from '@/ui/layout'
import { TurnClock } from '@/ui/TurnClock'
import page from './HomePage.module.css'
import type { Review } from './queries'
import styles from './WithReviewers.module.css'

/** What the person's teams wait for: the reviewers' turn, with the clock that the reviewers see. */
export default function WithReviewers({ reviews }: { reviews: Review[] }) {
  const t = useT()
  return (
    <section aria-labelledby="asked">
      <h2 id="asked" className={page.heading}>
        {t('home.asked')}
      </h2>
      <Stack as="ul" gap={3}>
        {reviews.map((review) => (
          <li key={review.id}>
            <h3 className={styles.title}>
              <RouteLink href={`/reviews/${review.id}`}>{review.experiment.title}</RouteLink>
            </h3>
            <TurnClock review={review} />
          </li>
        ))}
      </Stack>
    </section>
  )
}
