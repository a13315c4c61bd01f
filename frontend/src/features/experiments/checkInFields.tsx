import { today, useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { ChoiceChips } from '@/ui/Choice'
import { Disclosure } from '@/ui/Disclosure'
import { DateField, NumberField, TextArea } from '@/ui/Field'
import { Stack } from '@/ui/layout'
import { type Answers, whole } from './checkIn'
import type { Experiment } from './queries'
import { SignalFields } from './SignalFields'

export type FieldsProps = { experiment: Experiment; answers: Answers; set: (more: Partial<Answers>) => void }

/** What has to be said each time. */
export function Questions({ experiment, answers, set }: FieldsProps) {
  const t = useT()
  const { stop_rule: rule } = experiment
  return (
    <>
      <NumberField
        label={t(experiment.check_ins > 0 ? 'checkins.reachedSince' : 'checkins.reached')}
        hint={<SoFar experiment={experiment} />}
        name="customers_reached"
        whole
        value={answers.reached}
        onValue={(n) => set({ reached: whole(n) })}
      />
      <SignalFields experiment={experiment} answers={answers} set={set} />
      <ChoiceChips
        legend={rule ? t('checkins.stopRule', { rule }) : t('checkins.stopAny')}
        hint={t('checkins.stopHint')}
        name="stop_rule_tripped"
        options={(['no', 'yes'] as const).map((value) => ({ value, label: t(`proposal.answer.${value}`) }))}
        value={answers.stopRule}
        onValue={(stopRule) => set({ stopRule })}
      />
    </>
  )
}

function SoFar({ experiment: { customers_reached: reached, answers } }: { experiment: Experiment }) {
  const t = useT()
  const format = useFormats()
  const most = answers?.customers_exposed
  if (most === undefined) return t('checkins.soFar', { reached: format.number(reached) })
  return t('checkins.soFarOf', { reached: format.number(reached), most: format.number(most) })
}

/** What need not be said, one press away. */
export function MoreFields({ experiment, answers, set }: FieldsProps) {
  const t = useT()
  const { counter_signal: counter } = experiment
  return (
    <Disclosure summary={t('checkins.more')}>
      <Stack gap={4}>
        {counter && (
          <NumberField
            label={t('checkins.counter', { name: counter })}
            name="counter_signal"
            value={answers.counterSignal}
            onValue={(n) => set({ counterSignal: n })}
            optional="unsaid"
          />
        )}
        <TextArea
          label={t('checkins.quotes')}
          hint={t('checkins.quotesHint')}
          name="quotes"
          value={answers.quotes}
          onValue={(quotes) => set({ quotes })}
          optional="unsaid"
        />
        <TextArea
          label={t('checkins.note')}
          name="note"
          value={answers.note}
          onValue={(note) => set({ note })}
          limit={4000}
          optional="unsaid"
        />
        <DateField
          label={t('checkins.on')}
          name="on"
          value={answers.on}
          onValue={(on) => set({ on: on ?? today() })}
          max={today()}
        />
      </Stack>
    </Disclosure>
  )
}
