import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormats } from '@/lib/format'
import { isKey, type Translate, useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import { Button } from '@/ui/Button'
import { Differences } from '@/ui/Differences'
import { Disclosure } from '@/ui/Disclosure'
import { Stack } from '@/ui/layout'
import { ErrorState, Loaded, Skeleton } from '@/ui/states'
import styles from './ExperimentPage.module.css'
import { type Experiment, type Happening, revisionQuery, timelineQuery } from './queries'

/** What an event says about the experiment; other rooms' events may say other things. */
type Told = { from?: string; to?: string; revision?: number; fields?: string[]; because?: string }
const toldBy = ({ data }: Happening) => (data ?? {}) as Told

/** Everything that happened, oldest first, with what changed from revision to revision. */
export function History({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const found = useInfiniteQuery(timelineQuery(experiment.key))
  const events = found.data?.pages.flatMap((page) => page.items)
  if (!events && found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (!events) return <Skeleton lines={6} />
  return (
    <Stack gap={4}>
      <ol className={styles.history}>
        {events.map((event, at) => (
          <Event key={event.id} experiment={experiment} event={event} before={events[at - 1]} />
        ))}
      </ol>
      {found.hasNextPage && (
        <Button pending={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('experiments.more')}
        </Button>
      )}
    </Stack>
  )
}

function textOf(t: Translate, event: Happening): string {
  const key = `experiments.event.${event.kind}`
  if (event.kind === 'experiment.paused') return pausedText(t, event)
  if (isKey(key)) return t(key)
  const status = `ui.status.${toldBy(event).to}`
  return isKey(status) ? t(status) : event.kind
}

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

type EventProps = { experiment: Experiment; event: Happening; before: Happening | undefined }

function Event({ experiment, event, before }: EventProps) {
  const t = useT()
  const format = useFormats()
  const names = useProposalNames()
  const { revision = 0, fields = [] } = toldBy(event)
  const isNew = revision > 1 && revision > (before ? (toldBy(before).revision ?? 0) : 0)
  const became = becameText(t, event)
  return (
    <li>
      <p>
        <strong>{textOf(t, event)}</strong>
        {became && <span className={styles.quiet}> · {became}</span>}
      </p>
      <p className={styles.quiet}>
        {[event.by, event.at.length === 7 ? format.month(event.at) : format.moment(event.at)]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {isNew && <Changed experiment={experiment} n={revision} />}
      {!isNew && fields.length > 0 && (
        <p className={styles.quiet}>
          {t('experiments.changedFields', { fields: format.list(fields.map(names.field)) })}
        </p>
      )}
    </li>
  )
}

/** Asked for only when it is opened. */
function Changed({ experiment, n }: { experiment: Experiment; n: number }) {
  const t = useT()
  const [open, setOpen] = useState(false)
  const query = useQuery({ ...revisionQuery(experiment.key, n, n - 1), enabled: open })
  return (
    <Disclosure summary={t('experiments.whatChanged', { n })} open={open} onOpen={setOpen}>
      {open && (
        <Loaded query={query}>
          {({ changes = [] }) =>
            changes.length > 0 ? <Differences changes={changes} /> : <p>{t('experiments.nothingChanged')}</p>
          }
        </Loaded>
      )}
    </Disclosure>
  )
}
