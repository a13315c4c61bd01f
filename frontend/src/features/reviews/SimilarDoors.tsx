import { useQuery } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import { useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Link } from '@/ui/Link'
import { Loaded } from '@/ui/states'
import { Day } from '@/ui/Time'
import { Became, EndBadges } from './Became'
import styles from './Became.module.css'
import { type FullReview, type Similar, similarQuery } from './queries'

const few = 2

/** Past one-way doors like this one and what became of them. */
export function SimilarDoors({ review }: { review: FullReview }) {
  const t = useT()
  const query = useQuery(similarQuery(review.id))
  const [all, setAll] = useState(false)
  const closed = review.gates.map(({ gate }) => gate)
  return (
    <Card title={t('reviews.similar')}>
      <Loaded query={query} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={styles.about}>{t('reviews.similarNone')}</p>
          ) : (
            <>
              <ul className={styles.doors}>
                {items.slice(0, all ? undefined : few).map((past) => (
                  <Door key={past.id} past={past} closed={closed} />
                ))}
              </ul>
              {items.length > few && !all && (
                <div>
                  <Button kind="quiet" onClick={() => setAll(true)}>
                    {t('reviews.similarMore', { n: items.length - few })}
                  </Button>
                </div>
              )}
            </>
          )
        }
      </Loaded>
    </Card>
  )
}

function Door({ past, closed }: { past: Similar; closed: string[] }) {
  const names = useProposalNames()
  const gates = [...past.gates].sort((one, other) => Number(closed.includes(other)) - Number(closed.includes(one)))
  return (
    <li>
      <div className={styles.head}>
        <div>
          <h3>
            <Link href={`/experiments/${past.key}`} lang={past.language}>
              {past.title}
            </Link>
          </h3>
          <p className={styles.about}>
            <Day on={past.month} />
            {gates.map((gate) => (
              <Fragment key={gate}>
                {' '}
                · {closed.includes(gate) ? <mark>{names.gate(gate)}</mark> : names.gate(gate)}
              </Fragment>
            ))}
          </p>
        </div>
        <EndBadges past={past} />
      </div>
      <Became past={past} />
    </li>
  )
}
