import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { OutcomeBadge } from '@/ui/Badge'
import { Card } from '@/ui/Card'
import { type Fact, Facts } from '@/ui/Facts'
import { Row, Stack } from '@/ui/layout'
import { Prose } from '@/ui/Prose'
import { HollowNote } from './Hollow'
import { useIsMine } from './mine'
import type { Conclusion, Experiment } from './queries'
import { RecoverySteps } from './RecoverySteps'
import { Undone } from './Undone'
import { Verdicts } from './Verdicts'

/** How it ended: what the team says, what the customers say, what undoing took, and what is owed. */
export function ConclusionCard({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const { conclusion, language, verdicts, hollow_win: hollow, hollow_because: because } = experiment
  const isMine = useIsMine(experiment)
  const team = useTeamFacts(experiment, isMine)
  if (!conclusion) return null
  const quotes = conclusion.customers_say?.quotes ?? []
  return (
    <Card title={t('experiments.conclusion')}>
      <Row gap={2}>
        <OutcomeBadge outcome={conclusion.outcome} hollow={hollow} />
      </Row>
      <HollowNote experiment={experiment} because={because ?? []} />
      {team.length > 0 && <Facts facts={team} />}
      {verdicts && <Verdicts verdicts={verdicts} />}
      {quotes.length > 0 && (
        <Stack gap={3} as="section">
          <h3>{t('experiments.customersSay')}</h3>
          {quotes.map((quote) => (
            <Prose key={quote} quote lang={language}>
              {quote}
            </Prose>
          ))}
        </Stack>
      )}
      <Undone experiment={experiment} />
      <RecoverySteps experiment={experiment} />
    </Card>
  )
}

/** What the team found; to itself, what it wants next stands in a card of its own. */
function useTeamFacts({ conclusion, signal, counter_signal: counter }: Experiment, isMine: boolean): Fact[] {
  const t = useT()
  const format = useFormats()
  if (!conclusion) return []
  const number = (n: number | undefined, unit = '') => (n === undefined ? null : `${format.number(n)} ${unit}`.trim())
  const answer = (value: 'yes' | 'no' | 'unsure' | undefined) => value && t(`proposal.answer.${value}`)
  return [
    { label: signal?.name || t('experiments.signal'), value: number(conclusion.signal, signal?.unit) },
    { label: t('experiments.rightReason'), value: answer(conclusion.right_reason) },
    { label: counter || t('experiments.counterSignal'), value: number(conclusion.counter_signal) },
    { label: t('experiments.gained'), value: countText(conclusion.gained) },
    { label: t('experiments.lost'), value: countText(conclusion.lost) },
    { label: t('experiments.asSaid'), value: answer(conclusion.reversible_as_said) },
    { label: t('experiments.whatNext'), value: !isMine && conclusion.next && t(`experiments.way.${conclusion.next}`) },
  ].filter(({ value }) => value) as Fact[]
}

const countText = (counted: Conclusion['gained']) =>
  counted && [String(counted.count), counted.why].filter(Boolean).join(': ')
