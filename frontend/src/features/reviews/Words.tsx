import type { ReactNode } from 'react'
import { useT } from '@/lib/i18n'
import { gates, useProposalNames, useProposalValues } from '@/lib/proposal'
import { Card } from '@/ui/Card'
import { Disclosure } from '@/ui/Disclosure'
import { Facts } from '@/ui/Facts'
import { Prose } from '@/ui/Prose'
import { UndoTries } from '@/ui/UndoTries'
import type { FullReview } from './queries'
import styles from './Words.module.css'

type Field = keyof FullReview['proposal']

const folded: Field[] = [
  'premortem',
  'customer_job',
  'because',
  'gaming_risk',
  'counter_signal',
  'hollow_if',
  'strategy_goal',
  'affected_team_ids',
]

/** The team's own words: what matters for the decision in sight, the rest of the proposal one press away. */
export function Words({ review: { proposal, undo_drills: drills = [] } }: { review: FullReview }) {
  const t = useT()
  const names = useProposalNames()
  const values = useProposalValues()
  const rest = folded
    .map((field) => ({ field, text: values.value(field, proposal[field]) }))
    .filter(({ text }) => text !== '')
    .map(({ field, text }) => ({ label: names.field(field), value: <Prose lang={proposal.language}>{text}</Prose> }))
  const sure = (proposal.confirmed_doubts ?? []).map(({ risk, words }) => ({
    label: values.question(risk),
    value: (
      <Prose lang={proposal.language}>
        <q>{words}</q>
      </Prose>
    ),
  }))
  const answers = gates.map((gate) => ({
    label: values.question(gate),
    value: values.answer(gate, proposal.answers?.[gate]),
  }))
  return (
    <Card title={t('reviews.words')}>
      <Prose lang={proposal.language}>{proposal.change}</Prose>
      <Glance proposal={proposal} />
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
        {rest.length > 0 && (
          <Disclosure summary={t('reviews.rest')}>
            <Facts lines facts={rest} />
          </Disclosure>
        )}
        <Disclosure summary={t('reviews.answers')}>
          <Facts facts={answers} />
        </Disclosure>
      </div>
    </Card>
  )
}

/** What they expect, how they go back and when they stop, side by side. */
function Glance({ proposal }: Pick<FullReview, 'proposal'>) {
  const t = useT()
  const values = useProposalValues()
  const { answers, language } = proposal
  const undo = [
    answers?.undo_hours !== undefined && values.answer('undo_hours', answers.undo_hours),
    answers?.undo_cost !== undefined && values.answer('undo_cost', answers.undo_cost),
  ]
  const parts: { label: string; text: string | undefined; more: ReactNode }[] = [
    { label: t('reviews.expectsThat'), text: proposal.effect, more: values.signal(proposal.signal) },
    { label: t('reviews.undoBy'), text: proposal.way_back, more: undo.filter(Boolean).join(' · ') },
    { label: t('reviews.stopsIf'), text: proposal.stop_rule, more: null },
  ]
  return (
    <dl className={styles.glance}>
      {parts
        .filter(({ text }) => text)
        .map(({ label, text, more }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <Prose lang={language}>{text}</Prose>
            </dd>
            {more && <dd className={styles.more}>{more}</dd>}
          </div>
        ))}
    </dl>
  )
}
