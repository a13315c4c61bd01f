import { useQuery } from '@tanstack/react-query'
import { useFormats } from '@/lib/format'
import { isKey, type Key, type Translate, useLanguage, useT } from '@/lib/i18n'
import { Card } from '@/ui/Card'
import { Disclosure } from '@/ui/Disclosure'
import { Facts } from '@/ui/Facts'
import { IntervalPlot } from '@/ui/IntervalPlot'
import { Stack } from '@/ui/layout'
import styles from './CheckIns.module.css'
import { type Experiment, type Readout, readoutQuery } from './queries'
import { asWideAsTold, type Stop, saysKey, stopsOf } from './readout'

/** What the check-ins can and cannot tell so far. Nothing is shown before the first measurement. */
export function ReadoutCard({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const { data: readout } = useQuery(readoutQuery(experiment.key))
  if (!readout || readout.says === 'nothing') return null
  const stops = stopsOf(readout)
  return (
    <Card title={t('readout.title')}>
      <Stack gap={3}>
        <p>
          <strong>{t(saysKey(readout, experiment.signal))}</strong>
          {readout.says === 'too_early' && readout.more ? ` ${t('readout.more', { n: readout.more })}` : ''}
        </p>
        <Known experiment={experiment} readout={readout} />
        <Plot experiment={experiment} readout={readout} stops={stops} />
        <Marks experiment={experiment} stops={stops} />
        <Disclosure summary={t('readout.table')}>
          <Table experiment={experiment} readout={readout} stops={stops} />
        </Disclosure>
        {readout.kind !== 'value' && <p className={styles.why}>{t('readout.why')}</p>}
      </Stack>
    </Card>
  )
}

/** How the signal's values and days are said. */
function useSaid({ signal }: Experiment) {
  const t = useT()
  const format = useFormats()
  const rounded = (value: number) => format.number(Number(value.toPrecision(3)))
  const ends = (low: number, high: number) => {
    const [from, to] = asWideAsTold(low, high).map(format.number)
    return { low: from ?? '', high: to ?? '' }
  }
  return {
    value: (value: number) => [rounded(value), signal?.unit].filter(Boolean).join(' '),
    rounded,
    range(low?: number, high?: number) {
      if (low === undefined || high === undefined) return ''
      const range = ends(low, high)
      return `${range.low} – ${range.high}`
    },
    day: (on: string) => format.day(on),
    between: (value: string, low: number, high: number) => t('readout.between', { value, ...ends(low, high) }),
  }
}

function Known({
  experiment,
  readout: { points, better, reached, planned },
}: {
  experiment: Experiment
  readout: Readout
}) {
  const t = useT()
  const format = useFormats()
  const { locale } = useLanguage()
  const said = useSaid(experiment)
  const now = points.at(-1)
  if (!now) return null
  const value = said.value(now.estimate)
  const share = new Intl.NumberFormat(locale, { style: 'percent' })
  const chance = (of?: number) =>
    of === undefined ? null : t('readout.chance', { share: share.format(Math.min(Math.max(of, 0.01), 0.99)) })
  const facts: { label: string; value: string | null }[] = [
    {
      label: t('readout.now'),
      value: now.low === undefined || now.high === undefined ? value : said.between(value, now.low, now.high),
    },
    {
      label: t('readout.counted'),
      value: now.n
        ? planned
          ? t('readout.ofPlanned', { n: format.number(now.n), planned: format.number(planned) })
          : format.number(now.n)
        : null,
    },
    { label: t('readout.chanceBetter'), value: chance(better) },
    { label: t('readout.chanceReached'), value: chance(reached) },
  ]
  return <Facts facts={facts.filter((fact) => fact.value)} />
}

type ShownProps = { experiment: Experiment; readout: Readout; stops: Stop[] }

function Plot({ experiment, readout, stops }: ShownProps) {
  const t = useT()
  const said = useSaid(experiment)
  const { signal } = experiment
  const level = (at: number | undefined, key: Key, tone: 'muted' | 'open') =>
    at === undefined ? [] : [{ at, label: t(key, { value: said.value(at) }), tone }]
  const first = stops[0]
  const last = stops.at(-1)
  return (
    <IntervalPlot
      label={`${signal?.name || t('experiments.signal')}. ${t(saysKey(readout, signal))}`}
      points={stops.flatMap(({ x, point }) => (point ? [{ ...point, x }] : []))}
      lines={[...level(signal?.baseline, 'readout.before', 'muted'), ...level(signal?.target, 'readout.hoped', 'open')]}
      marks={stops.flatMap(({ x, n, marks }) =>
        n === undefined ? [] : [{ x, n, tone: marks.some(({ what }) => what === 'tripped') ? 'closed' : 'muted' }],
      )}
      format={said.rounded}
      ends={[first ? said.day(first.on) : '', last ? said.day(last.on) : '']}
      last={last?.x ?? 0}
    />
  )
}

/** What a mark tells, in words. */
function markText(t: Translate, { what, because, revision = 0 }: Stop['marks'][number]): string {
  const why = `checkins.because.${because}`
  if (what === 'paused' && isKey(why)) return t('experiments.pausedBecause', { because: t(why) })
  return t(`readout.mark.${what}`, { n: revision })
}

/** The numbers on the plot, explained. */
function Marks({ experiment, stops }: { experiment: Experiment; stops: Stop[] }) {
  const t = useT()
  const said = useSaid(experiment)
  const marked = stops.filter(({ n }) => n !== undefined)
  if (marked.length === 0) return null
  return (
    <ol className={styles.marks} aria-label={t('readout.marks')}>
      {marked.map(({ n, on, marks }) => (
        <li key={n}>
          <strong>
            {n}
            {/* Or "1 November 2026" would be read as a day. */}
            <span className="visually-hidden">:</span>
          </strong>{' '}
          <span>{said.day(on)}</span> {marks.map((mark) => markText(t, mark)).join(' · ')}
        </li>
      ))}
    </ol>
  )
}

function Table({ experiment, readout: { kind }, stops }: ShownProps) {
  const t = useT()
  const format = useFormats()
  const said = useSaid(experiment)
  const ranged = kind !== 'value'
  const columns: { key: Key; shown: boolean; cell: (stop: Stop) => string | undefined }[] = [
    { key: 'readout.estimate', shown: true, cell: ({ point }) => point && said.value(point.estimate) },
    { key: 'readout.range', shown: ranged, cell: ({ point }) => point && said.range(point.low, point.high) },
    { key: 'readout.n', shown: ranged, cell: ({ point }) => point && format.number(point.n) },
    {
      key: 'readout.happened',
      shown: stops.some(({ n }) => n !== undefined),
      cell: ({ marks }) => marks.map((mark) => markText(t, mark)).join(' · '),
    },
  ]
  const shown = columns.filter((column) => column.shown)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={t('readout.table')}>
      <table className={styles.table}>
        <thead>
          <tr>
            {[{ key: 'readout.day' as const }, ...shown].map(({ key }) => (
              <th key={key} scope="col">
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {stops.map((stop) => (
            <tr key={stop.x}>
              <th scope="row">{said.day(stop.on)}</th>
              {shown.map(({ key, cell }) => (
                <td key={key}>{cell(stop)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
