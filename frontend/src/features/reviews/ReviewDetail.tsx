import { useQuery } from '@tanstack/react-query'
import { ArrowRight } from 'lucide-react'
import { useSearch } from 'wouter'
import { useMomentName, useTeamName } from '@/lib/directory'
import { asTold, useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { useWide } from '@/lib/wide'
import { Badge, DoorBadge } from '@/ui/Badge'
import { Link } from '@/ui/Link'
import { Stack } from '@/ui/layout'
import { PageHeader } from '@/ui/PageHeader'
import { Loaded } from '@/ui/states'
import { Time } from '@/ui/Time'
import { TurnClock } from '@/ui/TurnClock'
import { Changes, ChangesSinceRead } from './Changes'
import { Conditions } from './Conditions'
import { Decide } from './Decide'
import { Discussion } from './Discussion'
import { addressOf, useFilter } from './filter'
import { Gates } from './Gates'
import { HandOver, HandOvers } from './HandOver'
import { Offers } from './Offers'
import { type FullReview, type Review, reviewQuery } from './queries'
import styles from './ReviewDetail.module.css'
import { SimilarDoors } from './SimilarDoors'
import { SimilarLessons } from './SimilarLessons'
import { Words } from './Words'

export function ReviewDetail({ id, next }: { id: string; next: Review | undefined }) {
  const query = useQuery(reviewQuery(id))
  return (
    <Loaded query={query} lines={8}>
      {(review) => <Shown review={review} next={next} />}
    </Loaded>
  )
}

function Shown({ review, next }: { review: FullReview; next: Review | undefined }) {
  const read = Number(new URLSearchParams(useSearch()).get('read'))
  const isStale = read > 0 && read < review.revision
  return (
    <article>
      <Header review={review} />
      <Stack gap={4}>
        <TurnClock review={review}>
          <HandOvers review={review} />
          <HandOver review={review} />
        </TurnClock>
        {isStale && <ChangesSinceRead review={review} read={read} />}
        <Offers review={review} which="open" />
        <Gates review={review} />
        {!isStale && <Changes since={review.changes_from} changes={review.changes} />}
        <Words review={review} />
        <SimilarDoors review={review} />
        <SimilarLessons review={review} />
        <Conditions review={review} />
        <Offers review={review} which="answered" />
        <Decide review={review} />
        {next && <Next review={next} />}
        <Discussion id={review.id} experiment={review.experiment.id} />
      </Stack>
    </article>
  )
}

function Header({ review }: { review: FullReview }) {
  const t = useT()
  const wide = useWide()
  const filter = useFilter()
  const team = useTeamName()
  const moment = useMomentName()
  const { experiment, proposal } = review
  const place = [team(experiment.team_id), moment(proposal.moment_id)].filter(Boolean).join(' · ')
  return (
    <PageHeader
      title={experiment.title}
      lang={proposal.language}
      back={wide ? undefined : { href: addressOf(filter), label: t('reviews.title') }}
      lead={
        <>
          <Link href={`/experiments/${experiment.key}`}>{experiment.key}</Link>
          {place && ` · ${place}`} · {t('reviews.asked')} <Time at={asTold(review.opened_at, review)} />
          {review.revision > 1 && ` · ${t('reviews.revision', { n: review.revision })}`}
        </>
      }
      badges={
        <>
          <DoorBadge door="one_way" />
          {review.state !== 'open' && <Badge tone="accent">{t(`reviews.state.${review.state}`)}</Badge>}
          <Period review={review} />
        </>
      }
    />
  )
}

function Period({ review }: { review: FullReview }) {
  const t = useT()
  const format = useFormats()
  const { starts_on: from, ends_on: to } = review.proposal
  if (!to) return null
  const days = [...new Set([from ?? to, to].map((day) => format.day(asTold(day, review))))]
  return <Badge tone="plain">{from ? days.join(' – ') : t('reviews.until', { day: days.join() })}</Badge>
}

function Next({ review }: { review: Review }) {
  const t = useT()
  const filter = useFilter()
  return (
    <p className={styles.next}>
      {t('reviews.next')} <Link href={addressOf(filter, review.id)}>{review.experiment.title}</Link>
      <ArrowRight aria-hidden="true" />
    </p>
  )
}
