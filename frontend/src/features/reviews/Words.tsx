import { useT } from '@/lib/i18n'
import { gates, useProposalNames, useProposalValues } from '@/lib/proposal'
import { Card } from '@/ui/Card'
import { Disclosure } from '@/ui/Disclosure'
import { Facts } from '@/ui/Facts'
import { Prose } from '@/ui/Prose'
import { UndoTries } from '@/ui/UndoTries'
import type { FullReview } from './queries'

type Field = keyof FullReview['proposal']

const first: Field[] = ['change', 'way_back', 'stop_rule', 'premortem']
const folded: Field[] = [
  'customer_job',
  'effect',
  'because',
  'signal',
  'gaming_risk',
  'counter_signal',
  'strategy_goal',
  'affected_team_ids',
]

/** The team's own words: what matters for the decision in sight, the rest one press away. */
export function Words({ review: { proposal, undo_drills: drills = [] } }: { review: FullReview }) {
  const t = useT()
  const names = useProposalNames()
  const values = useProposalValues()
  const facts = (fields: Field[]) =>
    fields
      .map((field) => ({ field, text: values.value(field, proposal[field]) }))
      .filter(({ text }) => text !== '')
      .map(({ field, text }) => ({ label: names.field(field), value: <Prose lang={proposal.language}>{text}</Prose> }))
  const sure = (proposal.confirmed_doubts ?? []).map(({ risk, words }) => ({
    label: values.question(risk),
    value: <Prose lang={proposal.language}>{`“${words}”`}</Prose>,
  }))
  const answers = gates.map((gate) => ({
    label: values.question(gate),
    value: values.answer(gate, proposal.answers?.[gate]),
  }))
  return (
    <Card title={t('reviews.words')}>
      <Facts lines facts={facts(first)} />
      {drills.length > 0 && (
        <section>
          <h3>{t('reviews.undoTried')}</h3>
          <UndoTries drills={drills} lang={proposal.language} />
        </section>
      )}
      <div>
        {sure.length > 0 && (
          <Disclosure summary={t('reviews.sure')}>
            <Facts facts={sure} />
          </Disclosure>
        )}
        <Disclosure summary={t('reviews.expects')}>
          <Facts lines facts={facts(folded)} />
        </Disclosure>
        <Disclosure summary={t('reviews.answers')}>
          <Facts facts={answers} />
        </Disclosure>
      </div>
    </Card>
  )
}
