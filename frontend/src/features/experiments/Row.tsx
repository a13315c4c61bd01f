import { HeartHandshake, NotebookPen } from 'lucide-react'
import { useMomentName, useTeamName } from '@/lib/directory'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { Badge, DoorBadge, OutcomeBadge, StatusBadge } from '@/ui/Badge'
import { Link } from '@/ui/Link'
import { Marked } from '@/ui/Marked'
import styles from './ExperimentsPage.module.css'
import type { Summary } from './queries'

export function Row({ experiment, words }: { experiment: Summary; words: readonly string[] }) {
  const t = useT()
  const team = useTeamName()
  const moment = useMomentName()
  const { key, title, language, status, door, outcome, owes_lesson: owes } = experiment
  const facts = [team(experiment.team_id), moment(experiment.moment_id), useWhen(experiment)].filter(Boolean)
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <h2>
          <Link href={`/experiments/${key}`} lang={language}>
            <Marked text={title} words={words} />
          </Link>
        </h2>
        <p className={styles.facts}>
          <span className={styles.key}>{key}</span>
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </p>
      </div>
      <div className={styles.badges}>
        {owes && (
          <Badge tone="accent" icon={NotebookPen}>
            {t('experiments.owes')}
          </Badge>
        )}
        {experiment.owes_recovery && (
          <Badge tone="closed" icon={HeartHandshake}>
            {t('experiments.owesRecovery')}
          </Badge>
        )}
        {door && <DoorBadge door={door} />}
        {outcome ? <OutcomeBadge outcome={outcome} hollow={experiment.hollow_win} /> : <StatusBadge status={status} />}
      </div>
    </li>
  )
}

/** The day that matters most in its state. */
function useWhen({ status, ends_on, concluded_at, created_at }: Summary): string {
  const t = useT()
  const format = useFormats()
  if (concluded_at) return format.month(concluded_at.slice(0, 7))
  if (ends_on && (status === 'running' || status === 'paused'))
    return t('experiments.until', { day: format.shortDay(ends_on) })
  return format.day(created_at.slice(0, 10))
}
