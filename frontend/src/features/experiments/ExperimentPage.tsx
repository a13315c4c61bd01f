import { useQuery } from '@tanstack/react-query'
import { useLocation, useParams, useSearch } from 'wouter'
import { useHotkeys } from '@/lib/hotkeys'
import { type Key, useT } from '@/lib/i18n'
import { DoorBadge, OutcomeBadge, StatusBadge } from '@/ui/Badge'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Stack } from '@/ui/layout'
import { PageHeader } from '@/ui/PageHeader'
import { Loaded } from '@/ui/states'
import { Tabs } from '@/ui/Tabs'
import { UnsentNotice } from '@/ui/UnsentNotice'
import { CheckIns } from './CheckIns'
import { History } from './History'
import { LessonPart } from './LessonPart'
import { MoreActions } from './MoreActions'
import { NextStep } from './NextStep'
import { asksToDecide } from './next'
import { PilotButton } from './Pilot'
import { Plan } from './Plan'
import { type Experiment, experimentQuery, useAction } from './queries'
import { ReviewClock } from './ReviewClock'
import { ReviewPart } from './ReviewPart'
import { StopButton } from './Stop'

/** One experiment: what it needs next, and all that is known of it. */
export default function ExperimentPage() {
  const t = useT()
  const { id } = useParams<{ id: string }>()
  const query = useQuery(experimentQuery(id))
  const experiment = query.data
  return (
    <>
      <PageHeader
        title={experiment?.title ?? t('experiments.one', { key: id })}
        lang={experiment?.language}
        back={{ href: '/experiments', label: t('experiments.title') }}
        badges={experiment && <Badges experiment={experiment} />}
      />
      <Loaded query={query} lines={8}>
        {(loaded) => <Opened key={loaded.id} id={id} experiment={loaded} />}
      </Loaded>
    </>
  )
}

function Badges({ experiment: { key, door, status, outcome, hollow_win: hollow } }: { experiment: Experiment }) {
  return (
    <>
      {door && <DoorBadge door={door} />}
      <StatusBadge status={status} />
      {outcome && <OutcomeBadge outcome={outcome} hollow={hollow} />}
      <span>{key}</span>
    </>
  )
}

const parts = ['plan', 'check-ins', 'review', 'lesson', 'history'] as const
type Part = (typeof parts)[number]

function Opened({ id, experiment }: { id: string; experiment: Experiment }) {
  const t = useT()
  const action = useAction(id)
  const search = new URLSearchParams(useSearch())
  const part = parts.find((one) => one === search.get('tab')) ?? 'plan'
  const act = { pending: action.isPending, run: action.mutateAsync }
  useKeys(experiment)
  return (
    <Stack gap={5}>
      <ErrorSummary error={action.error} />
      <UnsentNotice experiment={experiment.key} />
      <NextStep experiment={experiment} act={act}>
        <PilotButton experiment={experiment} />
        {!asksToDecide(experiment) && <StopButton experiment={experiment} act={act} />}
        <MoreActions experiment={experiment} act={act} />
      </NextStep>
      <ReviewClock experiment={experiment} />
      <Tabs
        label={t('experiments.parts')}
        tabs={parts.map((one) => ({
          href: one === 'plan' ? `/experiments/${id}` : `/experiments/${id}?tab=${one}`,
          label: one === 'check-ins' ? t('checkins.part') : t(`experiments.part.${one}`),
          current: one === part,
        }))}
      />
      <Shown part={part} experiment={experiment} />
    </Stack>
  )
}

/** The two pages below it that are opened most; S stops. */
function useKeys({ key, actions }: Experiment) {
  const t = useT()
  const [, navigate] = useLocation()
  const may = (action: string) => actions.includes(action)
  const way = (keys: string, label: Key, page: string) => ({
    keys,
    label: t(label),
    run: () => navigate(`/experiments/${key}/${page}`),
  })
  useHotkeys([
    ...(may('check_in') ? [way('c', 'checkins.do', 'check-in')] : []),
    ...(may('edit') && !may('submit') ? [way('e', 'experiments.do.edit', 'edit')] : []),
  ])
}

function Shown({ part, experiment }: { part: Part; experiment: Experiment }) {
  if (part === 'check-ins') return <CheckIns experiment={experiment} />
  if (part === 'review') return <ReviewPart experiment={experiment} />
  if (part === 'lesson') return <LessonPart experiment={experiment} />
  if (part === 'history') return <History experiment={experiment} />
  return <Plan experiment={experiment} />
}
