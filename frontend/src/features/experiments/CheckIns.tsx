import { useInfiniteQuery } from '@tanstack/react-query'
import { CalendarCheck, OctagonX } from 'lucide-react'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { Badge } from '@/ui/Badge'
import { Facts } from '@/ui/Facts'
import { Stack } from '@/ui/layout'
import { MoreButton } from '@/ui/MoreButton'
import { Prose } from '@/ui/Prose'
import { Empty, Unloaded } from '@/ui/states'
import styles from './CheckIns.module.css'
import { type CheckIn, checkInsQuery, type Experiment } from './queries'
import { ReadoutCard } from './ReadoutCard'

/** What was seen while it ran, the newest first. */
export function CheckIns({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const found = useInfiniteQuery(checkInsQuery(experiment.key))
  const all = found.data?.pages.flatMap((page) => page.items)
  if (!all) return <Unloaded query={found} lines={4} />
  if (all.length === 0)
    return (
      <Empty icon={CalendarCheck} title={t(experiment.started_at ? 'checkins.none' : 'checkins.later')}>
        {t('checkins.noneWhy')}
      </Empty>
    )
  return (
    <section aria-labelledby="check-ins">
      <Stack gap={3}>
        <ReadoutCard experiment={experiment} />
        <h2 id="check-ins">{t('checkins.list', { n: experiment.check_ins })}</h2>
        <ol className={styles.list}>
          {all.map((one) => (
            <One key={one.n} experiment={experiment} checkIn={one} />
          ))}
        </ol>
        <MoreButton list={found}>{t('experiments.more')}</MoreButton>
      </Stack>
    </section>
  )
}

function One({
  experiment: { signal, counter_signal: counter, language },
  checkIn,
}: {
  experiment: Experiment
  checkIn: CheckIn
}) {
  const t = useT()
  const format = useFormats()
  const { on, customers_reached: reached, signal: reading, counter_signal: other, quotes = [], note } = checkIn
  const counted = reading?.n !== undefined && reading.hits !== undefined
  const facts = [
    { label: t('checkins.customers'), value: format.number(reached) },
    {
      label: signal?.name || t('experiments.signal'),
      value: reading && [format.number(reading.value), signal?.unit].filter(Boolean).join(' '),
    },
    {
      label: t('checkins.counted'),
      value: counted && t('checkins.hitsOf', { hits: reading.hits ?? 0, n: reading.n ?? 0 }),
    },
    { label: counter || t('experiments.counterSignal'), value: other === undefined ? null : format.number(other) },
  ].filter(({ value }) => value)
  return (
    <li>
      <h3>
        {format.day(on)}
        {checkIn.stop_rule_tripped && (
          <Badge tone="accent" icon={OctagonX}>
            {t('checkins.tripped')}
          </Badge>
        )}
      </h3>
      <Facts facts={facts} />
      {quotes.map((quote) => (
        <Prose key={quote} quote lang={language}>
          {quote}
        </Prose>
      ))}
      {note && <Prose lang={language}>{note}</Prose>}
    </li>
  )
}
