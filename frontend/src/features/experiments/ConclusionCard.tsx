import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { organisationQuery } from '@/lib/proposal'
import { OutcomeBadge } from '@/ui/Badge'
import { Card } from '@/ui/Card'
import { type Fact, Facts } from '@/ui/Facts'
import { Stack } from '@/ui/layout'
import { Prose } from '@/ui/Prose'
import { Note } from '@/ui/states'
import { isHollow } from './conclusion'
import type { Conclusion, Experiment } from './queries'

/** How it ended: what the team says, and beside it what the customers say. */
export function ConclusionCard({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const { conclusion, language } = experiment
  const team = useTeamFacts(experiment)
  const customers = useCustomerFacts(conclusion)
  if (!conclusion) return null
  const quotes = conclusion.customers_say?.quotes ?? []
  return (
    <Card title={t('experiments.conclusion')}>
      <div>
        <OutcomeBadge outcome={conclusion.outcome} />
      </div>
      {isHollow(conclusion) && <Note icon={TriangleAlert}>{t('experiments.hollow')}</Note>}
      {team.length > 0 && <Facts facts={team} />}
      {customers.length > 0 && (
        <Stack gap={3} as="section">
          <h3>{t('experiments.customersSay')}</h3>
          <Facts facts={customers} />
        </Stack>
      )}
      {quotes.map((quote) => (
        <Prose key={quote} quote lang={language}>
          {quote}
        </Prose>
      ))}
    </Card>
  )
}

function useTeamFacts({ conclusion, signal, answers, counter_signal: counter }: Experiment): Fact[] {
  const t = useT()
  const format = useFormats()
  const { data: organisation } = useQuery(organisationQuery)
  if (!conclusion) return []
  const { undone, next, recovery } = conclusion
  const number = (n: number | undefined, unit = '') => (n === undefined ? null : `${format.number(n)} ${unit}`.trim())
  const answer = (value: 'yes' | 'no' | 'unsure' | undefined) => value && t(`proposal.answer.${value}`)
  const money = (n: number) => format.money(n, organisation?.currency ?? 'EUR')
  const against = (actual: string, planned: string | null) =>
    planned ? t('experiments.against', { actual, planned }) : actual
  const hours = (n: number) => t('proposal.answer.hours', { n })
  const steps = recovery && [recovery.time, recovery.acknowledge, recovery.meet, recovery.act].filter(Boolean).length
  return [
    { label: signal?.name || t('experiments.signal'), value: number(conclusion.signal, signal?.unit) },
    { label: t('experiments.rightReason'), value: answer(conclusion.right_reason) },
    { label: counter || t('experiments.counterSignal'), value: number(conclusion.counter_signal) },
    { label: t('experiments.gained'), value: countText(conclusion.gained) },
    { label: t('experiments.lost'), value: countText(conclusion.lost) },
    { label: t('experiments.undone'), value: undone && t(`proposal.answer.${undone.needed ? 'yes' : 'no'}`) },
    {
      label: t('experiments.undoHours'),
      value:
        undone?.hours !== undefined &&
        against(hours(undone.hours), answers?.undo_hours === undefined ? null : hours(answers.undo_hours)),
    },
    {
      label: t('experiments.undoCost'),
      value:
        undone?.cost !== undefined &&
        against(money(undone.cost), answers?.undo_cost === undefined ? null : money(answers.undo_cost)),
    },
    { label: t('experiments.leftOvers'), value: undone?.left_overs },
    { label: t('experiments.asSaid'), value: answer(conclusion.reversible_as_said) },
    { label: t('experiments.recovery'), value: steps && t('experiments.recoverySteps', { n: steps }) },
    { label: t('experiments.whatNext'), value: next && t(`experiments.way.${next}`) },
  ].filter(({ value }) => value) as Fact[]
}

const countText = (counted: Conclusion['gained']) =>
  counted && [String(counted.count), counted.why].filter(Boolean).join(': ')

/** Counts, never percentages: eleven of fourteen people are still people. */
function useCustomerFacts(conclusion: Conclusion | undefined): Fact[] {
  const t = useT()
  const say = conclusion?.customers_say
  if (!say) return []
  const ofAll = (said?: { yes: number; no: number }) =>
    said && said.yes + said.no > 0 ? t('experiments.yesOf', { yes: said.yes, all: said.yes + said.no }) : null
  const felt = say.felt
  const feelings = felt && felt.good + felt.neutral + felt.bad > 0 ? t('experiments.feelings', { ...felt }) : null
  return [
    { label: t('experiments.keptPromise'), value: ofAll(say.kept_promise) },
    { label: t('experiments.improvedLife'), value: ofAll(say.improved_life) },
    { label: t('experiments.felt'), value: feelings },
  ].filter(({ value }) => value)
}
