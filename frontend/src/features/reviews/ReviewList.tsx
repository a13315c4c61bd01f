import { Clock, DoorOpen, ListFilter } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { Link as RouteLink, useLocation } from 'wouter'
import { useTeamName } from '@/lib/directory'
import { useT } from '@/lib/i18n'
import { closable, useProposalNames } from '@/lib/proposal'
import { Badge } from '@/ui/Badge'
import { Button, ButtonLink } from '@/ui/Button'
import { Chosen } from '@/ui/Chosen'
import { Select } from '@/ui/Field'
import { Stack } from '@/ui/layout'
import { PageHeader } from '@/ui/PageHeader'
import { Popover } from '@/ui/Popover'
import { Kbd } from '@/ui/Prose'
import { Empty, ErrorState, Skeleton } from '@/ui/states'
import { useNow, Waited } from '@/ui/Time'
import { addressOf, states } from './filter'
import type { Filter, Review } from './queries'
import styles from './ReviewList.module.css'
import type { Lists } from './ReviewsPage'

type ListProps = { lists: Lists; current: string | undefined }

export function ReviewList({ lists, current }: ListProps) {
  const t = useT()
  return (
    <nav aria-label={t('reviews.title')}>
      {current ? (
        <div className={styles.head}>
          <h2>{t('reviews.title')}</h2>
          <FilterButton filter={lists.filter} current={current} />
        </div>
      ) : (
        <PageHeader title={t('reviews.title')} actions={<FilterButton filter={lists.filter} current={current} />} />
      )}
      <Narrowed filter={lists.filter} current={current} />
      <Groups lists={lists} current={current} />
    </nav>
  )
}

function Groups({ lists, current }: ListProps) {
  const t = useT()
  const { mine, others, found, filter } = lists
  if (lists.error && !lists.ready) return <ErrorState error={lists.error} onRetry={() => void found.refetch()} />
  if (!lists.ready) return <Skeleton lines={6} />
  if (lists.empty) return <NoReviews filter={filter} />
  return (
    <Stack gap={5}>
      {!filter.state && (
        <Group title={t('reviews.mine')} count={mine.length} reviews={mine} {...{ filter, current }}>
          {mine.length === 0 && <p className={styles.none}>{t('reviews.noneMine')}</p>}
        </Group>
      )}
      {others.length > 0 && (
        <Group
          title={filter.state ? t(`reviews.state.${filter.state}`) : t('reviews.others')}
          reviews={others}
          {...{ filter, current }}
        />
      )}
      {found.hasNextPage && (
        <Button pending={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('reviews.more')}
        </Button>
      )}
      <p className={styles.keys}>
        <Kbd keys="j" /> <Kbd keys="k" /> <span>{t('reviews.key.move')}</span>
      </p>
    </Stack>
  )
}

function NoReviews({ filter }: { filter: Filter }) {
  const t = useT()
  const filtered = filter.gate || filter.state
  return (
    <Empty
      icon={DoorOpen}
      title={t(filtered ? 'reviews.noneFiltered' : 'reviews.none')}
      actions={filtered && <ButtonLink href="/reviews">{t('reviews.clear')}</ButtonLink>}
    >
      {!filtered && t('reviews.noneWhy')}
    </Empty>
  )
}

type GroupProps = {
  title: string
  count?: number
  reviews: Review[]
  filter: Filter
  current: string | undefined
  children?: ReactNode
}

function Group({ title, count, reviews, filter, current, children }: GroupProps) {
  const Heading = current ? 'h3' : 'h2'
  return (
    <section>
      <Heading className={styles.title}>
        {title} {count !== undefined && count > 0 && <span>{count}</span>}
      </Heading>
      {children}
      <ul className={styles.rows}>
        {reviews.map((review) => (
          <li key={review.id}>
            <ReviewRow review={review} filter={filter} current={review.id === current} quiet={count === undefined} />
          </li>
        ))}
      </ul>
    </section>
  )
}

type RowProps = { review: Review; filter: Filter; current: boolean; quiet: boolean }

function ReviewRow({ review, filter, current, quiet }: RowProps) {
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
      data-quiet={quiet || undefined}
    >
      <span className={styles.name}>{experiment.title}</span>
      <span className={styles.team}>
        {experiment.key} · {team(experiment.team_id)}
      </span>
      <span className={styles.chips}>
        {review.state === 'open' && <WaitBadge review={review} quiet={quiet} />}
        {shown.slice(0, 3).map(({ gate }) => (
          <Badge key={gate} tone={quiet ? 'plain' : 'closed'}>
            {names.gate(gate)}
          </Badge>
        ))}
        {shown.length > 3 && <Badge tone="plain">+{shown.length - 3}</Badge>}
      </span>
    </RouteLink>
  )
}

const longWait = 24 * 3600_000

/** How long it has waited, and for whom if not for me. A day is long. */
function WaitBadge({ review, quiet }: { review: Review; quiet: boolean }) {
  const t = useT()
  const now = useNow()
  const isLong = now - Date.parse(review.waiting_since) > longWait
  return (
    <Badge tone={isLong ? 'accent' : 'plain'} icon={Clock}>
      {quiet && `${t(`reviews.turn.${review.turn}`)} · `}
      <span className="visually-hidden">{t('reviews.waiting')} </span>
      <Waited since={review.waiting_since} />
    </Badge>
  )
}

type FilterProps = { filter: Filter; current: string | undefined }

function FilterButton({ filter, current }: FilterProps) {
  const t = useT()
  const names = useProposalNames()
  const [, navigate] = useLocation()
  const choose = (change: Filter) => navigate(addressOf({ ...filter, ...change }, current), { replace: true })
  const byState = states.filter((state) => state !== 'open')
  return (
    <Popover
      button={(wiring) => (
        <Button kind={current ? 'quiet' : 'secondary'} icon={<ListFilter aria-hidden="true" />} {...wiring}>
          {t('reviews.filter')}
        </Button>
      )}
    >
      <div className={styles.filters}>
        <Select
          label={t('reviews.filterGate')}
          empty={t('reviews.anyGate')}
          options={closable.map((gate) => ({ value: gate, label: names.gate(gate) }))}
          value={filter.gate ?? null}
          onValue={(gate) => choose({ gate: gate ?? undefined })}
        />
        <Select
          label={t('reviews.filterState')}
          empty={t('reviews.state.open')}
          options={byState.map((state) => ({ value: state, label: t(`reviews.state.${state}`) }))}
          value={filter.state ?? null}
          onValue={(state) => choose({ state: state ?? undefined })}
        />
      </div>
    </Popover>
  )
}

/** What narrows the list, each with a way to take it off. */
function Narrowed({ filter, current }: FilterProps) {
  const t = useT()
  const names = useProposalNames()
  const off = (part: Filter) => addressOf({ ...filter, ...part }, current)
  const filters = [
    ...(filter.gate ? [{ text: names.gate(filter.gate), without: off({ gate: undefined }) }] : []),
    ...(filter.state ? [{ text: t(`reviews.state.${filter.state}`), without: off({ state: undefined }) }] : []),
  ]
  if (filters.length === 0) return null
  return (
    <div className={styles.chosen}>
      <Chosen filters={filters} />
    </div>
  )
}
