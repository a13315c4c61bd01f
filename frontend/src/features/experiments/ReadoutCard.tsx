import { useQuery } from '@tanstack/react-query'
import { useFormats } from '@/lib/format'
import { type Key, useLanguage, useT } from '@/lib/i18n'
import { daysApart } from '@/lib/readout'
import { Card } from '@/ui/Card'
import { Disclosure } from '@/ui/Disclosure'
import { Facts } from '@/ui/Facts'
import { IntervalPlot } from '@/ui/IntervalPlot'
import { Stack } from '@/ui/layout'
import styles from './CheckIns.module.css'
import { type CheckIn, type Experiment, type Readout, readoutQuery } from './queries'
import { saysKey } from './readout'

type ReadoutCardProps = { experiment: Experiment; checkIns: CheckIn[] }

/** What the check-ins can and cannot tell so far. Nothing is shown before the first measurement. */
export function ReadoutCard({ experiment, checkIns }: ReadoutCardProps) {
  const t = useT()
  const { data: readout } = useQuery(readoutQuery(experiment.key))
  if (!readout || readout.says === 'nothing') return null
  const stopped = new Set(checkIns.filter((one) => one.stop_rule_tripped).map((one) => one.on))
  return (
    <Card title={t('readout.title')}>
      <Stack gap={3}>
        <p>
          <strong>{t(saysKey(readout, experiment.signal))}</strong>
          {readout.says === 'too_early' && readout.more ? ` ${t('readout.more', { n: readout.more })}` : ''}
        </p>
        <Known experiment={experiment} readout={readout} />
        <Plot experiment={experiment} readout={readout} stopped={stopped} />
        <Disclosure summary={t('readout.table')}>
          <Table experiment={experiment} readout={readout} stopped={stopped} />
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
  return {
    value: (value: number) => [rounded(value), signal?.unit].filter(Boolean).join(' '),
    rounded,
    range: (low?: number, high?: number) =>
      low === undefined || high === undefined ? '' : `${rounded(low)} – ${rounded(high)}`,
    day: (on: string) => (on.length === 7 ? format.month(on) : format.day(on)),
    between: (value: string, low: number, high: number) =>
      t('readout.between', { value, low: rounded(low), high: rounded(high) }),
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

type ShownProps = { experiment: Experiment; readout: Readout; stopped: Set<string> }

function Plot({ experiment, readout, stopped }: ShownProps) {
  const t = useT()
  const said = useSaid(experiment)
  const { signal } = experiment
  const days = daysApart(readout.points.map((one) => one.on))
  const level = (at: number | undefined, key: Key, tone: 'muted' | 'open') =>
    at === undefined ? [] : [{ at, label: t(key, { value: said.value(at) }), tone }]
  const first = readout.points[0]
  const last = readout.points.at(-1)
  return (
    <IntervalPlot
      label={`${signal?.name || t('experiments.signal')}. ${t(saysKey(readout, signal))}`}
      points={readout.points.map(({ estimate, low, high }, i) => ({ x: days[i] ?? 0, estimate, low, high }))}
      lines={[...level(signal?.baseline, 'readout.before', 'muted'), ...level(signal?.target, 'readout.hoped', 'open')]}
      marks={readout.points.flatMap(({ on }, i) =>
        stopped.has(on) ? [{ x: days[i] ?? 0, label: t('readout.tripped') }] : [],
      )}
      format={said.rounded}
      ends={[first ? said.day(first.on) : '', last ? said.day(last.on) : '']}
    />
  )
}

function Table({ experiment, readout: { kind, points }, stopped }: ShownProps) {
  const t = useT()
  const format = useFormats()
  const said = useSaid(experiment)
  const ranged = kind !== 'value'
  const columns: { key: Key; shown: boolean; cell: (point: Readout['points'][number]) => string }[] = [
    { key: 'readout.estimate', shown: true, cell: ({ estimate }) => said.value(estimate) },
    { key: 'readout.range', shown: ranged, cell: ({ low, high }) => said.range(low, high) },
    { key: 'readout.n', shown: ranged, cell: ({ n }) => format.number(n) },
    {
      key: 'readout.happened',
      shown: stopped.size > 0,
      cell: ({ on }) => (stopped.has(on) ? t('readout.tripped') : ''),
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
          {points.map((point, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: where days are not shown, two points may have one month
            <tr key={i}>
              <th scope="row">{said.day(point.on)}</th>
              {shown.map(({ key, cell }) => (
                <td key={key}>{cell(point)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
