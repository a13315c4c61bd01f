import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Link as RouteLink, useLocation, useSearch } from 'wouter'
import { useFormats } from '@/lib/format'
import { isKey, type Translate, useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import { CheckChips } from '@/ui/Choice'
import { Differences } from '@/ui/Differences'
import { Disclosure } from '@/ui/Disclosure'
import { Stack } from '@/ui/layout'
import { MoreButton } from '@/ui/MoreButton'
import { Empty, Note, Unloaded } from '@/ui/states'
import styles from './ExperimentPage.module.css'
import { type About, abouts, historyAddress, kindsAbout, readHistory } from './historyFilter'
import { type Experiment, entryQuery, type Happening, timelineQuery } from './queries'

/** What an event says about the experiment; other rooms' events may say other things. */
type Told = { from?: string; to?: string; fields?: string[]; because?: string }
const toldBy = ({ data }: Happening) => (data ?? {}) as Told

/** Everything that happened, oldest first, with what changed from revision to revision. */
export function History({ experiment: { key } }: { experiment: Experiment }) {
  const { chosen, event } = readHistory(useSearch())
  return (
    <Stack gap={4}>
      <Filter experiment={key} chosen={chosen} />
      <Events key={chosen.join()} experiment={key} chosen={chosen} sought={event} />
    </Stack>
  )
}

function Filter({ experiment, chosen }: { experiment: string; chosen: About[] }) {
  const t = useT()
  const [, navigate] = useLocation()
  return (
    <CheckChips
      legend={t('experiments.history.only')}
      options={abouts.map((value) => ({ value, label: t(`experiments.history.about.${value}`) }))}
      value={chosen}
      onValue={(next) => navigate(historyAddress(experiment, next), { replace: true })}
    />
  )
}

type EventsProps = { experiment: string; chosen: About[]; sought: string | null }

function Events({ experiment, chosen, sought }: EventsProps) {
  const t = useT()
  const found = useInfiniteQuery(timelineQuery(experiment, kindsAbout(chosen)))
  const events = found.data?.pages.flatMap((page) => page.items)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found
  const missing = sought !== null && events !== undefined && !events.some(({ id }) => id === sought)
  const entry = useQuery({ ...entryQuery(experiment, sought ?? ''), enabled: missing, retry: false })
  const gone = missing && (entry.isError || !hasNextPage)
  useEffect(() => {
    if (missing && entry.isSuccess && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [missing, entry.isSuccess, hasNextPage, isFetchingNextPage, fetchNextPage])
  if (!events) return <Unloaded query={found} lines={6} />
  if (events.length === 0) return <Empty title={t('experiments.history.none')} />
  return (
    <>
      {gone && <Note>{t('experiments.history.gone')}</Note>}
      <ol className={styles.history}>
        {events.map((event) => (
          <Event key={event.id} event={event} sought={event.id === sought} />
        ))}
      </ol>
      <MoreButton list={found}>{t('experiments.more')}</MoreButton>
    </>
  )
}

const textOf = (t: Translate, event: Happening): string =>
  event.kind === 'experiment.paused' ? pausedText(t, event) : t(`experiments.event.${event.kind}`)

/** Where it led to, unless the event itself says so. */
function becameText(t: Translate, event: Happening): string {
  const { from, to } = toldBy(event)
  const status = `ui.status.${to}`
  if (!from || from === to || event.kind === 'experiment.paused') return ''
  if (to === 'paused') return pausedText(t, event)
  return isKey(status) ? t(status) : ''
}

/** The team need not say why it paused; what pauses by itself does. */
function pausedText(t: Translate, event: Happening): string {
  const because = `checkins.because.${toldBy(event).because}`
  return isKey(because)
    ? t('experiments.pausedBecause', { because: t(because) })
    : t('experiments.event.experiment.paused')
}

function Event({ event, sought }: { event: Happening; sought: boolean }) {
  const t = useT()
  const format = useFormats()
  const names = useProposalNames()
  const place = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (!sought) return
    place.current?.scrollIntoView({ block: 'center' })
    place.current?.focus({ preventScroll: true })
  }, [sought])
  const { made, changes = [] } = event
  const { fields = [] } = toldBy(event)
  const became = becameText(t, event)
  return (
    <li ref={place} tabIndex={sought ? -1 : undefined} aria-current={sought || undefined}>
      <p>
        <strong>{textOf(t, event)}</strong>
        {became && <span className={styles.quiet}> · {became}</span>}
      </p>
      <p className={styles.quiet}>
        {event.by && `${event.by} · `}
        <RouteLink href={event.link} title={t('experiments.history.link')}>
          {format.moment(event.at)} <Link2 aria-hidden="true" />
        </RouteLink>
      </p>
      {made !== undefined && (
        <Disclosure summary={t('experiments.whatChanged', { n: made })} open={sought || changes.length <= few}>
          {changes.length > 0 ? <Differences changes={changes} /> : <p>{t('experiments.nothingChanged')}</p>}
        </Disclosure>
      )}
      {made === undefined && fields.length > 0 && (
        <p className={styles.quiet}>
          {t('experiments.changedFields', { fields: format.list(fields.map(names.field)) })}
        </p>
      )}
    </li>
  )
}

/** So many changed fields are shown without being asked for. */
const few = 2
