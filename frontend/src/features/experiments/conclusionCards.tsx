import { useQuery } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { hollowText, organisationQuery, useProposalValues } from '@/lib/proposal'
import { Card } from '@/ui/Card'
import { ChoiceChips } from '@/ui/Choice'
import { Disclosure } from '@/ui/Disclosure'
import { NumberField, TextField } from '@/ui/Field'
import { Note } from '@/ui/states'
import { QuotesArea } from '@/ui/Watched'
import styles from './ConcludePage.module.css'
import type { Answers } from './conclusion'
import { HollowNote } from './Hollow'
import { hollowBecause } from './hollowBecause'
import { type Experiment, readoutQuery } from './queries'
import { RecoveryFields } from './RecoveryFields'
import { saysKey } from './readout'
import { useEffort } from './Undone'

export type CardProps = { experiment: Experiment; answers: Answers; set: (more: Partial<Answers>) => void }

const ended = ['worked', 'did_not_work', 'unclear', 'stopped_early'] as const
const sure = ['yes', 'no', 'unsure'] as const
const yesNo = ['yes', 'no'] as const
const ways = ['keep', 'scale', 'change', 'repeat', 'drop'] as const

function useChoices() {
  const t = useT()
  return <V extends 'yes' | 'no' | 'unsure'>(values: readonly V[]) =>
    values.map((value) => ({ value, label: t(`proposal.answer.${value}`) }))
}

/** A count of people: whole, and never below nought. */
const whole = (n: number | null) => (n === null || n < 0 ? null : Math.round(n))

export function OutcomeCard({ experiment, answers, set }: CardProps) {
  const t = useT()
  const possible = experiment.started_at ? ended : (['not_run'] as const)
  return (
    <Card step={1} title={t('experiments.conclude.outcome')}>
      <Numbers experiment={experiment} />
      <ChoiceChips
        legend={t('experiments.conclude.outcome')}
        hideLegend
        hint={t('experiments.conclude.outcomeHint')}
        name="outcome"
        options={possible.map((value) => ({ value, label: t(`ui.outcome.${value}`) }))}
        value={answers.outcome}
        onValue={(outcome) => set({ outcome })}
      />
    </Card>
  )
}

/** What the check-ins can and cannot tell, so that "worked" is chosen knowing it. */
function Numbers({ experiment: { key, signal, started_at: started } }: { experiment: Experiment }) {
  const t = useT()
  const { data: readout } = useQuery({ ...readoutQuery(key), enabled: started !== undefined })
  if (!readout || readout.says === 'nothing') return null
  return (
    <Note>
      <p>{t('conclusions.readout')}</p>
      <p>
        <strong>{t(saysKey(readout, signal))}</strong>
      </p>
    </Note>
  )
}

export function NumberCard({ experiment, answers, set }: CardProps) {
  const t = useT()
  const choices = useChoices()
  const values = useProposalValues()
  const { signal } = experiment
  return (
    <Card step={2} title={t('experiments.conclude.number')}>
      <p className={styles.planned}>
        {signal
          ? t('experiments.conclude.hoped', { signal: values.signal(signal) })
          : t('experiments.conclude.noNumber')}
      </p>
      <NumberField
        label={
          signal?.name ? t('experiments.conclude.signalOf', { name: signal.name }) : t('experiments.conclude.signal')
        }
        name="signal"
        value={answers.signal}
        onValue={(n) => set({ signal: n })}
        unit={signal?.unit}
        optional="unsaid"
      />
      <ChoiceChips
        legend={t('experiments.conclude.rightReason')}
        hint={t('experiments.conclude.rightReasonHint')}
        name="right_reason"
        options={choices(sure)}
        value={answers.rightReason}
        onValue={(rightReason) => set({ rightReason })}
      />
      <CounterSignal experiment={experiment} answers={answers} set={set} />
    </Card>
  )
}

/** The number that gives a hollow win away, and whether it does. */
function CounterSignal({ experiment, answers, set }: CardProps) {
  const t = useT()
  const format = useFormats()
  const { counter_signal: counter, hollow_if: plan } = experiment
  const { outcome, rightReason, counterSignal } = answers
  const said = { right_reason: rightReason ?? undefined, counter_signal: counterSignal ?? undefined }
  return (
    <>
      {counter && (
        <NumberField
          label={t('experiments.conclude.counterOf', { name: counter })}
          name="counter_signal"
          hint={plan?.direction && t('conclusions.saidBefore', { rule: hollowText(t, format, plan) })}
          value={counterSignal}
          onValue={(n) => set({ counterSignal: n })}
          optional="unsaid"
        />
      )}
      <div role="status">
        <HollowNote experiment={experiment} because={outcome ? hollowBecause({ outcome, ...said }, plan) : []} />
      </div>
    </>
  )
}

export function CustomersCard({ experiment, answers, set }: CardProps) {
  const t = useT()
  const { keptPromise, improvedLife, felt } = answers
  return (
    <Card step={3} title={t('experiments.conclude.customers')}>
      <p className={styles.planned}>{t('experiments.conclude.customersHint')}</p>
      <Counts
        legend={t('experiments.keptPromise')}
        counts={keptPromise}
        label={(name) => t(`proposal.answer.${name}`)}
        onCount={(name, n) => set({ keptPromise: { ...keptPromise, [name]: n } })}
      />
      <Counts
        legend={t('experiments.improvedLife')}
        counts={improvedLife}
        label={(name) => t(`proposal.answer.${name}`)}
        onCount={(name, n) => set({ improvedLife: { ...improvedLife, [name]: n } })}
      />
      <Counts
        legend={t('experiments.felt')}
        counts={felt}
        label={(name) => t(`experiments.felt.${name}`)}
        onCount={(name, n) => set({ felt: { ...felt, [name]: n } })}
      />
      <QuotesArea
        label={t('experiments.conclude.quotes')}
        hint={t('experiments.conclude.quotesHint')}
        lang={experiment.language}
        name="customers_say.quotes"
        value={answers.quotes}
        onValue={(quotes) => set({ quotes })}
        optional="unsaid"
      />
      <GainedLost answers={answers} set={set} />
    </Card>
  )
}

/** How many customers came and went for it, and why. */
function GainedLost({ answers, set }: Pick<CardProps, 'answers' | 'set'>) {
  const t = useT()
  const sides = [
    { side: 'gained', count: 'experiments.conclude.gained', why: 'experiments.conclude.gainedWhy' },
    { side: 'lost', count: 'experiments.conclude.lost', why: 'experiments.conclude.lostWhy' },
  ] as const
  const [told] = useState(() => sides.some(({ side }) => answers[side].count !== null || answers[side].why !== ''))
  return (
    <Disclosure summary={t('conclusions.gainedLost')} open={told || undefined}>
      <div className={styles.pair}>
        {sides.map(({ side, count, why }) => (
          <Fragment key={side}>
            <NumberField
              label={t(count)}
              name={`${side}.count`}
              value={answers[side].count}
              onValue={(n) => set({ [side]: { ...answers[side], count: whole(n) } })}
              optional="unsaid"
            />
            <TextField
              label={t(why)}
              name={`${side}.why`}
              value={answers[side].why}
              onValue={(text) => set({ [side]: { ...answers[side], why: text } })}
              limit={2000}
              optional="unsaid"
            />
          </Fragment>
        ))}
      </div>
    </Disclosure>
  )
}

type CountsProps<K extends string> = {
  legend: string
  counts: Record<K, number | null>
  label: (name: K) => string
  onCount: (name: K, n: number | null) => void
}

/** How many answered what: counts, because a percentage of nine people says little. */
function Counts<K extends string>({ legend, counts, label, onCount }: CountsProps<K>) {
  return (
    <fieldset className={styles.counts}>
      <legend>{legend}</legend>
      {(Object.keys(counts) as K[]).map((name) => (
        <NumberField
          key={name}
          label={label(name)}
          value={counts[name]}
          onValue={(n) => onCount(name, whole(n))}
          optional="unsaid"
        />
      ))}
    </fieldset>
  )
}

export function UndoingCard({ experiment, answers, set }: CardProps) {
  const t = useT()
  const choices = useChoices()
  return (
    <Card step={4} title={t('experiments.conclude.undoing')}>
      <ChoiceChips
        legend={t('experiments.undone')}
        name="undone.needed"
        options={choices(yesNo)}
        value={answers.undone}
        onValue={(undone) => set({ undone })}
      />
      {answers.undone === 'yes' && <Effort experiment={experiment} answers={answers} set={set} />}
      <ChoiceChips
        legend={t('experiments.asSaid')}
        hint={t('experiments.conclude.asSaidHint')}
        name="reversible_as_said"
        options={choices(sure)}
        value={answers.asSaid}
        onValue={(asSaid) => set({ asSaid })}
      />
    </Card>
  )
}

/** What undoing took, beside what was planned for it, and what stayed behind. */
function Effort({ experiment: { answers: plan }, answers, set }: CardProps) {
  const t = useT()
  const effort = useEffort()
  const currency = useQuery(organisationQuery).data?.currency ?? 'EUR'
  const planned = (said: string | null) => said && t('conclusions.plannedWas', { planned: said })
  return (
    <>
      <div className={styles.pair}>
        <NumberField
          label={t('experiments.conclude.hours')}
          hint={planned(effort.hours(plan?.undo_hours))}
          name="undone.hours"
          value={answers.hours}
          onValue={(hours) => set({ hours })}
          optional="unsaid"
        />
        <NumberField
          label={t('experiments.conclude.cost')}
          hint={planned(effort.cost(plan?.undo_cost))}
          name="undone.cost"
          value={answers.cost}
          onValue={(cost) => set({ cost })}
          unit={currency}
          optional="unsaid"
        />
      </div>
      <TextField
        label={t('experiments.leftOvers')}
        name="undone.left_overs"
        value={answers.leftOvers}
        onValue={(leftOvers) => set({ leftOvers })}
        limit={2000}
        optional="unsaid"
      />
    </>
  )
}

export function RecoveryCard({ answers, set }: CardProps) {
  const t = useT()
  const choices = useChoices()
  return (
    <Card step={5} title={t('experiments.conclude.hurt')}>
      <ChoiceChips
        legend={t('experiments.conclude.hurt')}
        hideLegend
        options={choices(yesNo)}
        value={answers.hurt}
        onValue={(hurt) => set({ hurt })}
      />
      {answers.hurt === 'yes' && <RecoveryFields answers={answers} set={set} at="recovery." />}
    </Card>
  )
}

export function NextCard({ answers, set }: CardProps) {
  const t = useT()
  return (
    <Card step={answers.outcome === 'not_run' ? 2 : 6} title={t('experiments.whatNext')}>
      <ChoiceChips
        legend={t('experiments.whatNext')}
        hideLegend
        name="next"
        options={ways.map((value) => ({ value, label: t(`experiments.way.${value}`) }))}
        value={answers.next}
        onValue={(next) => set({ next })}
      />
    </Card>
  )
}
