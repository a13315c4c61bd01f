import { Clock, DoorOpen, MoonStar, Users } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Link as RouteLink } from 'wouter'
import { useTeamName } from '@/lib/directory'
import { useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import { Badge } from '@/ui/Badge'
import { ButtonLink } from '@/ui/Button'
import { Stack } from '@/ui/layout'
import { MoreButton } from '@/ui/MoreButton'
import { Kbd } from '@/ui/Prose'
import { Empty, ErrorState, Skeleton } from '@/ui/states'
import { useNow, Waited } from '@/ui/Time'
import { addressOf } from './filter'
import type { Filter, Review } from './queries'
import styles from './ReviewList.module.css'
import type { List } from './ReviewsPage'

type ListProps = { list: List; current: string | undefined }

/** The reviews of one list, longest wait first. */
export function ReviewList({ list, current }: ListProps) {
  const t = useT()
  const { filter, reviews, found } = list
  if (list.error && !list.ready) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.ready) return <Skeleton lines={6} />
  if (reviews.length === 0) return <NoReviews filter={filter} />
  return (
    <nav aria-label={t(filter.state ? `reviews.state.${filter.state}` : `reviews.list.${filter.tab}`)}>
      <Stack gap={5}>
        <ul className={styles.rows}>
          {reviews.map((review) => (
            <li key={review.id}>
              <ReviewRow review={review} filter={filter} current={review.id === current} />
            </li>
          ))}
        </ul>
        {list.more && <MoreButton list={found}>{t('reviews.more')}</MoreButton>}
        <p className={styles.keys}>
          <Kbd keys="j" /> <Kbd keys="k" /> <span>{t('reviews.key.move')}</span> <Kbd keys="?" />{' '}
          <span>{t('reviews.key.all')}</span>
        </p>
      </Stack>
    </nav>
  )
}

const empty = { mine: MoonStar, routes: Users, others: DoorOpen, decided: DoorOpen }

/** Nothing to do is good news, and leads on to what others wait for. */
function NoReviews({ filter }: { filter: Filter }) {
  const t = useT()
  if (filter.gate || filter.state)
    return (
      <Empty
        icon={DoorOpen}
        title={t('reviews.noneFiltered')}
        actions={<ButtonLink href={addressOf({ tab: filter.tab })}>{t('reviews.clear')}</ButtonLink>}
      />
    )
  const { tab } = filter
  return (
    <Empty
      icon={empty[tab]}
      title={t(tab === 'mine' ? 'reviews.noneMine' : 'reviews.none')}
      actions={tab === 'mine' && <ButtonLink href={addressOf({ tab: 'others' })}>{t('reviews.toOthers')}</ButtonLink>}
    >
      {t('reviews.noneWhy')}
    </Empty>
  )
}

type RowProps = { review: Review; filter: Filter; current: boolean }

function ReviewRow({ review, filter, current }: RowProps) {
  const team = useTeamName()
  const names = useProposalNames()
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (current) link.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  const { experiment } = review
  const waiting = review.gates.filter(({ state }) => state === 'open')
  const shown = waiting.length > 0 ? waiting : review.gates
  return (
    <RouteLink
      ref={link}
      href={addressOf(filter, review.id)}
      className={styles.row}
      aria-current={current ? 'page' : undefined}
    >
      <span className={styles.name}>{experiment.title}</span>
      <span className={styles.team}>
        {experiment.key} · {team(experiment.team_id)}
      </span>
      <span className={styles.chips}>
        {review.state === 'open' && <WaitBadge review={review} named={filter.tab !== 'mine'} />}
        {shown.slice(0, 3).map(({ gate }) => (
          <Badge key={gate} tone={waiting.length > 0 ? 'closed' : 'plain'}>
            {names.gate(gate)}
          </Badge>
        ))}
        {shown.length > 3 && <Badge tone="plain">+{shown.length - 3}</Badge>}
      </span>
    </RouteLink>
  )
}

const longWait = 24 * 3600_000

/** How long it has waited, and for whom where that is not me. A day is long. */
function WaitBadge({ review, named }: { review: Review; named: boolean }) {
  const t = useT()
  const now = useNow()
  const isLong = now - Date.parse(review.waiting_since) > longWait
  return (
    <Badge tone={isLong ? 'accent' : 'plain'} icon={Clock}>
      {named && `${t(`reviews.turn.${review.turn}`)} · `}
      <span className="visually-hidden">{t('reviews.waiting')} </span>
      <Waited since={review.waiting_since} />
    </Badge>
  )
}
