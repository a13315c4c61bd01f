import { useQuery } from '@tanstack/react-query'
import { Link as RouteLink } from 'wouter'
import { api } from '@/lib/api/client'
import { useT } from '@/lib/i18n'
import { Stack } from '@/ui/layout'
import { TurnClock } from '@/ui/TurnClock'
import page from './HomePage.module.css'
import styles from './WithReviewers.module.css'

const askedQuery = api.queryOptions('get', '/api/v1/reviews', {
  params: { query: { my_teams: true, turn: 'route', limit: 20 } },
})

/** What the person's teams wait for: the reviewers' turn, with the clock that the reviewers see. */
export function WithReviewers() {
  const t = useT()
  const reviews = useQuery(askedQuery).data?.items ?? []
  if (reviews.length === 0) return null
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
