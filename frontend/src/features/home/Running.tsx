import { useQuery } from '@tanstack/react-query'
import { Link as RouteLink } from 'wouter'
import { useTeamName } from '@/lib/directory'
import { useFormats } from '@/lib/format'
import { part, Text, useT } from '@/lib/i18n'
import { usePerson } from '@/lib/session'
import { DoorBadge } from '@/ui/Badge'
import { Card } from '@/ui/Card'
import { Link } from '@/ui/Link'
import { Later } from '@/ui/states'
import { courseOf } from './days'
import page from './HomePage.module.css'
import { type AtHand, signalsQuery } from './queries'
import styles from './Running.module.css'

const shown = 6

/** Drawn once the page is there, so that it comes without waiting for figures. */
const SignalNow = part(() => import('./SignalNow'), 'signals')

/** What the person's teams are trying, what ends first at the top. */
export function Running({ experiments, day }: { experiments: AtHand[]; day: string }) {
  const t = useT()
  const { teams } = usePerson()
  const byEnd = experiments.toSorted((one, other) => (one.ends_on ?? '9').localeCompare(other.ends_on ?? '9'))
  return (
    <section aria-labelledby="running">
      <div className={page.heading}>
        <h2 id="running">{t('home.running', { n: teams.length })}</h2>
        {experiments.length > shown && (
          <Link href="/experiments?mine=yes&status=running">{t('home.allRunning', { n: experiments.length })}</Link>
        )}
      </div>
      {experiments.length === 0 ? (
        <p className={styles.none}>
          <Text id="home.nothingRuns" parts={[<RouteLink key="propose" href="/propose" />]} />
        </p>
      ) : (
        <ul className={styles.cards}>
          {byEnd.slice(0, shown).map((experiment) => (
            <li key={experiment.id}>
              <RunningCard experiment={experiment} day={day} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function RunningCard({ experiment, day }: { experiment: AtHand; day: string }) {
  const t = useT()
  const format = useFormats()
  const team = useTeamName()
  const several = usePerson().teams.length > 1
  const { key, title, language, door } = experiment
  const { first, at, of, left } = courseOf(experiment, day)
  return (
    <Card pressable>
      <h3 lang={language} className={styles.title}>
        <RouteLink href={`/experiments/${key}`}>{title}</RouteLink>
      </h3>
      <SignalOf experiment={experiment} />
      <div className={styles.facts}>
        <DoorBadge door={door} />
        <span>{t('home.since', { day: format.shortDay(first) })}</span>
        {several && <span>{team(experiment.team_id)}</span>}
      </div>
      {of !== null && (
        <div className={styles.course}>
          <progress value={Math.min(at, of)} max={of} aria-hidden="true" />
          <p>
            <span>{left < 0 ? t('home.days', { n: of }) : t('home.dayOf', { at, of })}</span>
            <strong>{left < 0 ? t('home.past', { n: -left }) : t('home.left', { n: left })}</strong>
          </p>
        </div>
      )}
    </Card>
  )
}

/** How its signal is, in a place that is kept while it comes. */
function SignalOf({ experiment: { id, check_ins } }: { experiment: AtHand }) {
  const { data, isPending } = useQuery({ ...signalsQuery, enabled: check_ins > 0 })
  const glance = data?.items.find((one) => one.experiment_id === id && one.points.length > 0)
  if (check_ins === 0 || !(isPending || glance)) return null
  return (
    <div className={styles.signal}>
      <Later>{glance && <SignalNow glance={glance} />}</Later>
    </div>
  )
}
