import { useQuery } from '@tanstack/react-query'
import { CircleCheck, CircleDashed, DoorOpen } from 'lucide-react'
import { useState } from 'react'
import { asProblem, problemText } from '@/lib/api/problem'
import { type Key, useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import { Button, ButtonLink } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { TextField } from '@/ui/Field'
import { Stack } from '@/ui/layout'
import { Empty } from '@/ui/states'
import { toast } from '@/ui/toast'
import styles from './ExperimentPage.module.css'
import { useIsMine } from './mine'
import { type Experiment, type Requirement, reviewsQuery, useMeet } from './queries'

/** What a one-way door needs: an approval of each closed gate, and the conditions that came with them. */
export function ReviewPart({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const requirements = experiment.requirements ?? []
  const gates = requirements.filter(({ kind }) => kind === 'gate')
  const conditions = requirements.filter(({ kind }) => kind === 'condition')
  const reviews = useQuery(reviewsQuery(experiment.id)).data?.items ?? []
  const newest = reviews.reduce((found, one) => (one.revision > (found?.revision ?? 0) ? one : found), reviews[0])
  if (gates.length === 0)
    return (
      <Empty icon={DoorOpen} title={t(experiment.door ? 'experiments.noReview' : 'experiments.noReviewYet')}>
        {t('experiments.noReviewWhy')}
      </Empty>
    )
  return (
    <Stack gap={4}>
      <Card title={t('experiments.gates')}>
        <ul className={styles.requirements}>
          {gates.map((gate) => (
            <Gate key={gate.n} requirement={gate} />
          ))}
        </ul>
        {newest && <ButtonLink href={`/reviews/${newest.id}`}>{t('experiments.toReview')}</ButtonLink>}
      </Card>
      {conditions.length > 0 && (
        <Card title={t('experiments.conditions')}>
          <ul className={styles.requirements}>
            {conditions.map((condition) => (
              <Condition key={condition.n} experiment={experiment} condition={condition} />
            ))}
          </ul>
        </Card>
      )}
    </Stack>
  )
}

const how: Record<Requirement['state'], Key> = {
  open: 'experiments.gate.open',
  dismissed: 'experiments.gate.dismissed',
  met: 'experiments.gate.met',
  lowered: 'experiments.gate.lowered',
  not_needed: 'experiments.gate.not_needed',
}

const isDone = ({ state }: Requirement) => state === 'met' || state === 'lowered' || state === 'not_needed'

function Mark({ requirement }: { requirement: Requirement }) {
  const Icon = isDone(requirement) ? CircleCheck : CircleDashed
  return <Icon aria-hidden="true" />
}

function Gate({ requirement }: { requirement: Requirement }) {
  const t = useT()
  const names = useProposalNames()
  return (
    <li data-done={isDone(requirement) || undefined}>
      <Mark requirement={requirement} />
      <div>
        <p>{names.gate(requirement.gate)}</p>
        <p className={styles.quiet}>{t(how[requirement.state], { route: names.route(requirement.route) })}</p>
        {requirement.nobody && <p>{requirement.nobody.message}</p>}
      </div>
    </li>
  )
}

function Condition({ experiment, condition }: { experiment: Experiment; condition: Requirement }) {
  const t = useT()
  const isMine = useIsMine(experiment)
  return (
    <li data-done={isDone(condition) || undefined}>
      <Mark requirement={condition} />
      <div className={styles.condition}>
        <p>{condition.text}</p>
        <p className={styles.quiet}>
          {t(`experiments.when.${condition.when}`)}
          {condition.note && ` · ${condition.note}`}
        </p>
        {isMine && condition.state === 'open' && <Tick experiment={experiment} n={condition.n} />}
      </div>
    </li>
  )
}

/** The team ticks it, and says how. */
function Tick({ experiment, n }: { experiment: Experiment; n: number }) {
  const t = useT()
  const [open, setOpen] = useState(false)
  const [note, setNote] = useState('')
  const meet = useMeet(experiment.key)
  const problem = asProblem(meet.error)
  const tick = () =>
    meet.mutate(
      { params: { path: { id: experiment.key, n } }, body: { note: note.trim() } },
      { onSuccess: () => toast(t('experiments.ticked')) },
    )
  if (!open) return <Button onClick={() => setOpen(true)}>{t('experiments.tick')}</Button>
  return (
    <Stack gap={2}>
      <TextField
        label={t('experiments.howMet')}
        value={note}
        onValue={setNote}
        limit={2000}
        error={problem ? problemText(t, problem) : undefined}
        autoFocus
      />
      <Button kind="primary" disabled={!note.trim()} pending={meet.isPending} onClick={tick}>
        {t('experiments.tick')}
      </Button>
    </Stack>
  )
}
