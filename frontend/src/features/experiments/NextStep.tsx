import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useMomentName, useTeamName } from '@/lib/directory'
import { asTold, useFormats } from '@/lib/format'
import { type Key, useT } from '@/lib/i18n'
import { focusHeading } from '@/lib/navigation'
import { useProposalNames } from '@/lib/proposal'
import { Button, ButtonLink } from '@/ui/Button'
import { Facts } from '@/ui/Facts'
import { toast } from '@/ui/toast'
import { Drifted } from './Drifted'
import { EndQuestion } from './EndQuestion'
import styles from './ExperimentPage.module.css'
import { useIsMine } from './mine'
import { asksToDecide, nextOf, type Step } from './next'
import { type Action, type Experiment, reviewsQuery } from './queries'

export type Act = { pending: boolean; run: (action: Action) => Promise<Experiment> }

type NextStepProps = { experiment: Experiment; act: Act; children: ReactNode }

/** Where it stands, and the one thing to do next; beside it the other things one may do. */
export function NextStep({ experiment, act, children }: NextStepProps) {
  const t = useT()
  const isMine = useIsMine(experiment)
  const answering = useAnswering(experiment)
  const { text, step, also } = nextOf(experiment, isMine, answering)
  const values = useNextValues(experiment)
  const asks = asksToDecide(experiment)
  const drifted = (experiment.drift ?? []).length > 0
  return (
    <section className={styles.next} data-door={experiment.door ?? undefined} aria-label={t('experiments.next')}>
      <p className={styles.nextText}>{t(text, values)}</p>
      <Drifted experiment={experiment} />
      {asks && <EndQuestion experiment={experiment} act={act} />}
      <div className={styles.nextActions}>
        {step && !(asks && drifted) && <StepButton step={step} act={act} kind={asks ? 'secondary' : 'primary'} />}
        {also && !asks && (
          <ButtonLink size="large" href={also.href}>
            {t(also.label)}
          </ButtonLink>
        )}
        {children}
      </div>
      <ShortFacts experiment={experiment} />
    </section>
  )
}

/** The review in which the team has the next move. */
function useAnswering({ id, status }: Experiment): string | undefined {
  const { data } = useQuery({ ...reviewsQuery(id), enabled: status === 'in_review' })
  return data?.items.find(({ state, turn }) => state === 'open' && turn === 'team')?.id
}

const done: Partial<Record<Action, Key>> = {
  start: 'experiments.done.start',
  resume: 'experiments.done.resume',
}

function StepButton({ step, act, kind }: { step: Step; act: Act; kind: 'primary' | 'secondary' }) {
  const t = useT()
  if ('href' in step)
    return (
      <ButtonLink kind={kind} size="large" href={step.href}>
        {t(step.label)}
      </ButtonLink>
    )
  const run = async () => {
    const { status } = await act.run(step.action)
    const said = status === 'running' ? done[step.action] : 'experiments.done.judgedAgain'
    if (said) toast(t(said))
    focusHeading() // the button is not there any more
  }
  return (
    <Button kind={kind} size="large" pending={act.pending} onClick={() => void run().catch(() => {})}>
      {t(step.label)}
    </Button>
  )
}

/** The names and days that the sentences speak of. */
function useNextValues({ requirements = [], ends_on, outcome }: Experiment) {
  const t = useT()
  const format = useFormats()
  const names = useProposalNames()
  const open = requirements.filter(({ kind, state }) => kind === 'gate' && (state === 'open' || state === 'dismissed'))
  const routes = [...new Set(open.map(({ route }) => names.route(route)))]
  return {
    routes: routes.length > 0 ? format.list(routes) : t('experiments.reviewers'),
    day: ends_on ? format.shortDay(ends_on) : '',
    outcome: outcome ? t(`ui.outcome.${outcome}`) : '',
  }
}

function ShortFacts({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const format = useFormats()
  const team = useTeamName()
  const moment = useMomentName()
  const day = (text: string | undefined) => (text ? format.day(asTold(text.slice(0, 10), experiment)) : null)
  return (
    <Facts
      facts={[
        { label: t('proposal.field.team_id'), value: team(experiment.team_id) },
        { label: t('proposal.field.moment_id'), value: moment(experiment.moment_id) },
        { label: t('experiments.started'), value: day(experiment.started_at) },
        { label: t('proposal.field.ends_on'), value: experiment.concluded_at ? null : day(experiment.ends_on) },
        { label: t('experiments.ended'), value: day(experiment.concluded_at) },
      ]}
    />
  )
}
