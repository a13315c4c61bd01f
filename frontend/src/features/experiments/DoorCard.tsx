import { DoorClosed, DoorOpen } from 'lucide-react'
import { useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import styles from './ExperimentPage.module.css'
import type { Experiment } from './queries'

/** The kept verdict: which door it was, and why, in the policy's words. */
export function DoorCard({ experiment: { classification } }: { experiment: Experiment }) {
  const t = useT()
  const names = useProposalNames()
  if (!classification) return null
  const oneWay = classification.door === 'one_way'
  const grade = classification.undo_grade
  const Icon = oneWay ? DoorClosed : DoorOpen
  return (
    <section className={styles.door} data-door={classification.door}>
      <Icon aria-hidden="true" />
      <div>
        <h2>{t(oneWay ? 'ui.door.one_way' : 'ui.door.two_way')}</h2>
        {!oneWay && <p>{t(grade === 'hat' ? 'experiments.grade.hat' : 'experiments.grade.haircut')}</p>}
        {oneWay && (
          <ul>
            {classification.reasons.map(({ rule, message, route }) => (
              <li key={rule}>
                {message} <span className={styles.route}>{names.route(route)}</span>
              </li>
            ))}
          </ul>
        )}
        <p className={styles.quiet}>{t('experiments.judgedBy', { n: classification.policy_version })}</p>
      </div>
    </section>
  )
}
