import { DoorClosed, DoorOpen } from 'lucide-react'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { Badge } from '@/ui/Badge'
import { Card } from '@/ui/Card'
import { Differences } from '@/ui/Differences'
import { Disclosure } from '@/ui/Disclosure'
import { Link } from '@/ui/Link'
import { Stack } from '@/ui/layout'
import { Prose } from '@/ui/Prose'
import { AnswerOffer, WithdrawOffer } from './AnswerOffer'
import styles from './Offers.module.css'
import type { FullReview, Offer } from './queries'

/** The counter-offers of a review: those that wait for the team, or those that were answered. */
export function Offers({ review, which }: { review: FullReview; which: 'open' | 'answered' }) {
  const t = useT()
  const offers = review.counter_offers.filter(({ state }) => (state === 'open') === (which === 'open'))
  if (offers.length === 0) return null
  if (which === 'open')
    return offers.map((offer) => (
      <Card key={offer.id} tone={offer.door === 'two_way' ? 'open' : undefined} title={t(`offers.title.${offer.kind}`)}>
        <Offered offer={offer} />
        {offer.may_answer && <AnswerOffer review={review} offer={offer} />}
        {offer.may_withdraw && <WithdrawOffer review={review} offer={offer} />}
      </Card>
    ))
  return (
    <Card title={t('offers.answered')}>
      <div>
        {offers.map((offer) => (
          <Disclosure
            key={offer.id}
            summary={t('offers.summary', { n: offer.n, state: t(`offers.state.${offer.state}`) })}
          >
            <Stack gap={4}>
              <Offered offer={offer} />
              <Answer offer={offer} />
            </Stack>
          </Disclosure>
        ))}
      </div>
    </Card>
  )
}

function Offered({ offer }: { offer: Offer }) {
  const t = useT()
  const { moment: when } = useFormats()
  const opens = offer.door === 'two_way'
  return (
    <>
      <div>
        <p className={styles.by}>
          {t('offers.by', { name: offer.by })} · {when(offer.at)}
        </p>
        <Prose quote>{offer.message}</Prose>
      </div>
      <Differences changes={offer.differences} />
      <div>
        <Badge tone={opens ? 'open' : 'closed'} icon={opens ? DoorOpen : DoorClosed}>
          {t(`offers.gives.${offer.door}`)}
        </Badge>
      </div>
    </>
  )
}

function Answer({ offer }: { offer: Offer }) {
  const t = useT()
  const { moment: when } = useFormats()
  return (
    <div>
      {offer.answered_at && (
        <p className={styles.by}>
          {t(`offers.state.${offer.state}`)}
          {offer.answered_by && ` · ${offer.answered_by}`} · {when(offer.answered_at)}
        </p>
      )}
      {offer.answer && <Prose quote>{offer.answer}</Prose>}
      {offer.pilot_id && <Link href={`/experiments/${offer.pilot_id}`}>{t('offers.toPilot')}</Link>}
    </div>
  )
}
