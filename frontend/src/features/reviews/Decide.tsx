import { useQuery } from '@tanstack/react-query'
import { CircleCheck, Hourglass, type LucideIcon } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useFormats } from '@/lib/format'
import { type Key, useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import { usePerson } from '@/lib/session'
import { Button, ButtonLink } from '@/ui/Button'
import { Row } from '@/ui/layout'
import { Note } from '@/ui/states'
import { DecisionBox } from './DecisionBox'
import { addressOf, useFilter } from './filter'
import { isMet } from './Gates'
import { type FullReview, openReviewQuery, routesQuery } from './queries'

/** Where a reviewer decides; everyone else is told in plain words why they do not. */
export function Decide({ review }: { review: FullReview }) {
  const t = useT()
  const [again, setAgain] = useState(false)
  const mine = review.gates.filter(({ may_decide }) => may_decide)
  if (review.state === 'superseded') return <Superseded review={review} />
  if (review.state !== 'open') return <Said>{t(`reviews.ended.${review.state}`)}</Said>
  if (mine.length === 0) return <WhyNot review={review} />
  const answered = mine.every(isMet)
  if ((answered || review.turn === 'team') && !again) {
    return (
      <Said icon={answered ? CircleCheck : Hourglass}>
        <Row spread>
          <span>
            {t(answered ? 'reviews.answered' : hasOpenOffer(review) ? 'offers.waitsForTeam' : 'reviews.askedTeam')}
          </span>
          <Button onClick={() => setAgain(true)}>{t('reviews.again')}</Button>
        </Row>
      </Said>
    )
  }
  return <DecisionBox review={review} onSent={() => setAgain(false)} />
}

/** What the team's turn is about. */
function turnText(review: FullReview, isTeam: boolean): Key {
  if (hasOpenOffer(review)) return isTeam ? 'offers.teamTurn.you' : 'offers.teamTurn.them'
  return isTeam ? 'reviews.teamTurn.you' : 'reviews.teamTurn.them'
}

const hasOpenOffer = ({ counter_offers: offers }: FullReview) => offers.some(({ state }) => state === 'open')

function Said({ icon, children }: { icon?: LucideIcon; children: ReactNode }) {
  return (
    <Note icon={icon} tone="neutral">
      {children}
    </Note>
  )
}

function Superseded({ review }: { review: FullReview }) {
  const t = useT()
  const filter = useFilter()
  const { data } = useQuery(openReviewQuery(review.experiment.id))
  const [newest] = data?.items ?? []
  if (!newest) return <Said>{t('reviews.ended.superseded')}</Said>
  const address = addressOf(filter, newest.id)
  return (
    <Note tone="accent">
      <Row spread>
        <span>{t('reviews.replaced', { n: newest.revision })}</span>
        <ButtonLink href={`${address}${address.includes('?') ? '&' : '?'}read=${review.revision}`}>
          {t('reviews.toNewest')}
        </ButtonLink>
      </Row>
    </Note>
  )
}

/** Own team, own words, or another route: said plainly, with who decides instead. */
function WhyNot({ review }: { review: FullReview }) {
  const t = useT()
  const person = usePerson()
  const format = useFormats()
  const names = useProposalNames()
  const { data: routes } = useQuery(routesQuery)
  const waiting = review.gates.filter(({ state }) => state === 'open').map(({ route }) => route)
  const who = routes?.items.filter(({ name }) => waiting.includes(name)).flatMap(({ members }) => members) ?? []
  const people = format.list([...new Set(who.map(({ name }) => name))])
  const offered = review.counter_offers.some(({ may_answer }) => may_answer)
  const isTeam = person.teams.includes(review.experiment.team_id)
  const serves = review.gates.some(({ route }) => person.routes.includes(route))
  const routeNames = format.list([...new Set(waiting)].map(names.route))
  return (
    <Note icon={Hourglass}>
      <p>
        {isTeam
          ? t('reviews.why.team')
          : serves
            ? t('reviews.why.contributor')
            : t('reviews.why.route', { routes: routeNames })}
      </p>
      {review.turn === 'route' && people && <p>{t('reviews.why.who', { people })}</p>}
      {review.turn === 'route' && routes && !people && <p>{t('reviews.why.nobody')}</p>}
      {review.turn === 'team' && (
        <Row spread>
          <span>{t(turnText(review, isTeam))}</span>
          {isTeam && !offered && (
            <ButtonLink kind="primary" href={`/experiments/${review.experiment.key}/edit`}>
              {t('reviews.changePlan')}
            </ButtonLink>
          )}
        </Row>
      )}
    </Note>
  )
}
