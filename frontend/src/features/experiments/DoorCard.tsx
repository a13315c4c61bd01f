import { DoorClosed, DoorOpen } from 'lucide-react'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import styles from './ExperimentPage.module.css'
import type { Experiment } from './queries'
import { RaiseButton } from './Raise'

/** Which door it is now, and why: the policy's words, unless a reviewer lowered the gate, and what somebody raised. */
export function DoorCard({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const { classification, door } = experiment
  if (!classification || !door) return null
  const oneWay = door === 'one_way'
  const Icon = oneWay ? DoorClosed : DoorOpen
  return (
    <section className={styles.door} data-door={door}>
      <Icon aria-hidden="true" />
      <div>
        <h2>{t(oneWay ? 'ui.door.one_way' : 'ui.door.two_way')}</h2>
        {oneWay ? <Reasons experiment={experiment} /> : <p>{t(easy(classification))}</p>}
        <Earned experiment={experiment} />
        <p className={styles.quiet}>{t('experiments.judgedBy', { n: classification.policy_version })}</p>
        <RaiseButton experiment={experiment} />
      </div>
    </section>
  )
}

const easy = ({ undo_grade: grade }: NonNullable<Experiment['classification']>) =>
  grade === 'tattoo' ? 'doors.loweredAll' : grade === 'hat' ? 'experiments.grade.hat' : 'experiments.grade.haircut'

function Reasons({ experiment: { classification, requirements = [], raised = [] } }: { experiment: Experiment }) {
  const t = useT()
  const format = useFormats()
  const names = useProposalNames()
  const lowered = requirements.filter(({ state }) => state === 'lowered').map(({ gate }) => gate)
  const reasons = classification?.reasons.filter(({ gate }) => !lowered.includes(gate)) ?? []
  return (
    <ul>
      {reasons.map(({ rule, message, route }) => (
        <li key={rule}>
          {message} <span className={styles.route}>{names.route(route)}</span>
        </li>
      ))}
      {raised.map(({ gate, route, reason, by, at }) => (
        <li key={gate}>
          {reason} <span className={styles.route}>{names.route(route)}</span>
          <p className={styles.quiet}>
            {t(by ? 'doors.raisedBy' : 'doors.raisedWhen', {
              name: by ?? '',
              when: format.moment(at),
            })}
          </p>
        </li>
      ))}
    </ul>
  )
}

/** What a template has earned: a gate that is open, unless somebody closed it since, or how far it would have been. */
function Earned({ experiment: { classification, requirements = [] } }: { experiment: Experiment }) {
  const t = useT()
  const format = useFormats()
  const open = requirements.filter(({ state }) => state === 'not_needed').map(({ gate }) => gate)
  return classification?.earned
    ?.filter(({ gate, beyond }) => beyond || open.includes(gate))
    .map(({ door, message, beyond, until }) => (
      <p key={door}>
        {message} {!beyond && t('experiments.template.until', { day: format.day(until) })}
      </p>
    ))
}
