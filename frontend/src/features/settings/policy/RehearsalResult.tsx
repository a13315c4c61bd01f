import { DoorClosed, DoorOpen } from 'lucide-react'
import { useTeamName } from '@/lib/directory'
import { useFormats } from '@/lib/format'
import { useLanguage, useT } from '@/lib/i18n'
import { DoorBadge } from '@/ui/Badge'
import { Disclosure } from '@/ui/Disclosure'
import { Link } from '@/ui/Link'
import { Stack } from '@/ui/layout'
import styles from './Policy.module.css'
import type { Rehearsal } from './queries'

type Changed = Rehearsal['changed'][number]

/** Which doors the next version would have changed, and what becomes of the share of one-way doors. */
export function RehearsalResult({ rehearsal }: { rehearsal: Rehearsal }) {
  const t = useT()
  const { judged, closes, opens, other_gates: others, changed } = rehearsal
  if (judged === 0) return <p>{t('policy.nothingToRehearse')}</p>
  return (
    <Stack gap={4}>
      <p className={styles.outcome}>
        {t('policy.rehearsed', { n: judged })}{' '}
        {closes + opens === 0 ? t('policy.noneChange') : t('policy.someChange', { closes, opens })}
        {others > 0 && ` ${t('policy.otherGates', { n: others })}`}
      </p>
      <Shares rehearsal={rehearsal} />
      {changed.length > 0 && <ChangedDoors rehearsal={rehearsal} />}
    </Stack>
  )
}

type Counted = Pick<Rehearsal, 'judged' | 'one_way_now' | 'one_way_then'>

/** The share of one-way doors, by the version in force and by the next: a bar for each, with its figure. */
function Shares({ rehearsal }: { rehearsal: Rehearsal }) {
  const t = useT()
  const name = usePeriodName(rehearsal.per)
  const { periods, per } = rehearsal
  const most = Math.max(
    0.01,
    ...periods.flatMap(({ judged, one_way_now, one_way_then }) => [one_way_now / judged, one_way_then / judged]),
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={t('policy.shares')}>
      <table className={styles.table}>
        <caption>{t('policy.shares')}</caption>
        <thead>
          <tr>
            <th scope="col">{t(`policy.per.${per}`)}</th>
            <th scope="col">{t('policy.judged')}</th>
            <th scope="col">{t('policy.now')}</th>
            <th scope="col">{t('policy.then')}</th>
          </tr>
        </thead>
        <tbody>
          <ShareRow name={t('policy.altogether')} counted={rehearsal} most={most} whole />
          {periods.map((period) => (
            <ShareRow key={period.from} name={name(period.from)} counted={period} most={most} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function usePeriodName(per: Rehearsal['per']) {
  const t = useT()
  const format = useFormats()
  return (from: string) =>
    per === 'month' ? format.month(from.slice(0, 7)) : t('policy.weekOf', { day: format.shortDay(from) })
}

type ShareRowProps = { name: string; counted: Counted; most: number; whole?: boolean }

function ShareRow({ name, counted: { judged, one_way_now, one_way_then }, most, whole }: ShareRowProps) {
  const format = useFormats()
  return (
    <tr data-whole={whole}>
      <th scope="row">{name}</th>
      <td>{format.number(judged)}</td>
      <td>
        <Share of={one_way_now} among={judged} most={most} />
      </td>
      <td>
        <Share of={one_way_then} among={judged} most={most} then />
      </td>
    </tr>
  )
}

type ShareProps = { of: number; among: number; most: number; then?: boolean }

function Share({ of, among, most, then }: ShareProps) {
  const { locale } = useLanguage()
  const share = of / among
  return (
    <span className={styles.share} data-then={then || undefined}>
      <span className={styles.bar} style={{ inlineSize: `${(share / most) * 6}rem` }} aria-hidden="true" />
      {share.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 1 })}
    </span>
  )
}

/** How many changed doors are shown before one asks for more: what comes next should not be far below. */
const few = 8

function ChangedDoors({ rehearsal: { changed, closes, opens } }: { rehearsal: Rehearsal }) {
  const t = useT()
  const more = closes + opens - changed.length
  return (
    <Stack gap={2}>
      <h3>{t('policy.changedDoors')}</h3>
      <DoorList doors={changed.slice(0, few)} />
      {changed.length > few && (
        <Disclosure summary={t('policy.showMore', { n: changed.length - few })}>
          <DoorList doors={changed.slice(few)} />
        </Disclosure>
      )}
      {more > 0 && <p>{t('policy.more', { n: more })}</p>}
    </Stack>
  )
}

function DoorList({ doors }: { doors: readonly Changed[] }) {
  return (
    <ul className={styles.doors}>
      {doors.map((door) => (
        <ChangedDoor key={door.id} door={door} />
      ))}
    </ul>
  )
}

function ChangedDoor({ door: { key, title, team_id, now, then, gone, new: closing } }: { door: Changed }) {
  const t = useT()
  const team = useTeamName()
  return (
    <li>
      <p>
        <Link href={`/experiments/${key}`}>{`${key} ${title}`}</Link>{' '}
        <span className={styles.quiet}>{team(team_id)}</span>
      </p>
      <p className={styles.turn}>
        <DoorBadge door={now} /> <span aria-hidden="true">→</span>
        <span className="visually-hidden">{t('policy.becomes')}</span> <DoorBadge door={then} />
      </p>
      <ul className={styles.why}>
        {closing.map(({ rule, message }) => (
          <li key={rule}>
            <DoorClosed aria-hidden="true" />
            <span>
              {message} <code>{rule}</code>
            </span>
          </li>
        ))}
        {gone.map(({ rule, message }) => (
          <li key={rule}>
            <DoorOpen aria-hidden="true" />
            <span>
              {t('policy.noLonger', { reason: message })} <code>{rule}</code>
            </span>
          </li>
        ))}
      </ul>
    </li>
  )
}
