import { Hourglass } from 'lucide-react'
import type { ReactNode } from 'react'
import type { components } from '@/lib/api/schema'
import { useFormats } from '@/lib/format'
import { type Key, useT } from '@/lib/i18n'
import { usePerson } from '@/lib/session'
import { Note } from './states'
import { Waited } from './Time'
import styles from './TurnClock.module.css'

type Review = components['schemas']['Review']

/** Whether somebody has the next move in a review: then it has a clock. */
export const waits = ({ state, due_at }: Pick<Review, 'state' | 'due_at'>) =>
  state === 'open' || (state === 'approved' && due_at !== null)

const steps: Record<NonNullable<Review['due']>, Key> = {
  backups: 'turns.due.backups',
  administrators: 'turns.due.administrators',
  draft: 'turns.due.draft',
}

/** Whose turn it is, since when, and what follows when; the same for the team and its reviewers. Needs the texts "turns". */
export function TurnClock({ review, children }: { review: Review; children?: ReactNode }) {
  const t = useT()
  const format = useFormats()
  const { teams } = usePerson()
  if (!waits(review)) return null
  const { turn, due, due_at, waiting_since, experiment } = review
  const whose = turn === 'route' ? 'turns.route' : teams.includes(experiment.team_id) ? 'turns.yours' : 'turns.team'
  return (
    <Note icon={Hourglass}>
      <div className={styles.clock}>
        <p>
          <strong>{t(whose)}</strong> · {t('turns.for')} <Waited since={waiting_since} />
        </p>
        <Asked review={review} />
        {due && due_at && <p>{t(steps[due], { when: format.moment(due_at) })}</p>}
        {children}
      </div>
    </Note>
  )
}

/** How far it has gone, where the members of the routes are not the ones who are asked. */
function Asked({ review: { turn, gates } }: { review: Review }) {
  const t = useT()
  const format = useFormats()
  const open = turn === 'route' ? gates.filter(({ state }) => state === 'open') : []
  const to = [...new Set(open.flatMap(({ handed_to }) => handed_to ?? []))]
  const asked = new Set(open.map((gate) => gate.asked))
  const lines = [
    to.length > 0 && t('turns.handedTo', { people: format.list(to) }),
    asked.has('backups') && t('turns.asked.backups'),
    asked.has('administrators') && t('turns.asked.administrators'),
    open.some(({ nobody }) => nobody) && t('turns.nobody'),
  ].filter((line) => line !== false)
  return lines.map((line) => <p key={line}>{line}</p>)
}
