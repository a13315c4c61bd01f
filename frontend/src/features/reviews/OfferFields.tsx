import { today } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { useProposalNames, useProposalValues } from '@/lib/proposal'
import { AnswerField } from '@/ui/AnswerField'
import { Checkbox, ChoiceChips } from '@/ui/Choice'
import { Disclosure } from '@/ui/Disclosure'
import { DoorPreview } from '@/ui/DoorPreview'
import { DateField, TextArea } from '@/ui/Field'
import { Stack } from '@/ui/layout'
import { Loaded } from '@/ui/states'
import type { Draft } from './draft'
import styles from './OfferFields.module.css'
import { type Answer, answersOf, needsWords, type OfferDraft, openersOf } from './offer'
import type { FullReview } from './queries'
import { useOfferCheck } from './useOffer'

const kinds: OfferDraft['kind'][] = ['change', 'split']

type FieldsProps = { review: FullReview; draft: Draft; change: (part: Partial<Draft>) => void }

/** Values that a reviewer offers, and live the door that they would give. */
export function OfferFields({ review, draft: { offer, reason }, change }: FieldsProps) {
  const t = useT()
  const set = (part: Partial<OfferDraft>) => change({ offer: { ...offer, ...part } })
  const { base, check } = useOfferCheck(review, offer)
  const openers = openersOf(base.data)
  const answers = answersOf(offer, openers)
  const raised = review.gates.some((gate) => gate.raised && gate.state === 'open')
  return (
    <Stack gap={5}>
      <ChoiceChips
        legend={t('offers.kind')}
        options={kinds.map((value) => ({ value, label: t(`offers.kind.${value}`) }))}
        value={offer.kind}
        onValue={(kind) => set({ kind, answers: null })}
      />
      <Loaded query={base} lines={2}>
        {() => (
          <Answers review={review} openers={openers} answers={answers} onAnswers={(next) => set({ answers: next })} />
        )}
      </Loaded>
      <TextArea
        name="changes.change"
        label={t('offers.different')}
        hint={t('offers.differentHint')}
        optional={!needsWords(answers)}
        limit={2000}
        value={offer.different}
        onValue={(different) => set({ different })}
      />
      <Disclosure summary={t('offers.more')}>
        <More review={review} offer={offer} set={set} />
      </Disclosure>
      <DoorPreview check={check.data} raised={raised} />
      <TextArea
        name="message"
        label={t('offers.message')}
        hint={t('offers.messageHint')}
        limit={4000}
        value={reason}
        onValue={(text) => change({ reason: text })}
      />
    </Stack>
  )
}

type AnswersProps = {
  review: FullReview
  openers: ReturnType<typeof openersOf>
  answers: Record<string, Answer>
  onAnswers: (answers: Record<string, Answer>) => void
}

/** One line for each closed gate: what would open it, and once it is taken the answer, to be made finer. */
function Answers({ review, openers, answers, onAnswers }: AnswersProps) {
  const t = useT()
  const names = useProposalNames()
  const values = useProposalValues()
  const gates = review.gates.filter(({ gate, state }) => state !== 'lowered' && gate !== 'lead').map(({ gate }) => gate)
  const toggle = (gate: string, on: boolean) => {
    const { [gate]: _, ...others } = answers
    onAnswers(on ? { ...others, [gate]: (openers[gate]?.to ?? null) as Answer } : others)
  }
  return (
    <fieldset className={styles.openers}>
      <legend>{t('offers.openers')}</legend>
      {gates.map((gate) => (
        <div key={gate} className={styles.opener}>
          <Checkbox
            label={openers[gate]?.message ?? values.question(gate)}
            hint={names.gate(gate)}
            checked={gate in answers}
            onChecked={(on) => toggle(gate, on)}
          />
          {typeof answers[gate] === 'number' || (gate in answers && answers[gate] === null) ? (
            <AnswerField
              gate={gate}
              within="changes.answers"
              value={answers[gate] ?? null}
              onValue={(answer) => onAnswers({ ...answers, [gate]: answer })}
            />
          ) : null}
        </div>
      ))}
    </fieldset>
  )
}

type MoreProps = { review: FullReview; offer: OfferDraft; set: (part: Partial<OfferDraft>) => void }

/** What else the door is judged by. Left as it is, it is not offered. */
function More({ review: { proposal }, offer, set }: MoreProps) {
  const t = useT()
  const names = useProposalNames()
  return (
    <Stack gap={5}>
      <DateField
        name="changes.ends_on"
        label={t('doors.lastDay')}
        value={offer.ends_on ?? proposal.ends_on ?? null}
        onValue={(day) => set({ ends_on: day === proposal.ends_on ? null : day })}
        min={today()}
      />
      <TextArea
        name="changes.way_back"
        label={names.field('way_back')}
        hint={t('offers.instead')}
        optional
        limit={4000}
        value={offer.way_back}
        onValue={(way_back) => set({ way_back })}
      />
      <TextArea
        name="changes.stop_rule"
        label={names.field('stop_rule')}
        hint={t('offers.instead')}
        optional
        limit={4000}
        value={offer.stop_rule}
        onValue={(stop_rule) => set({ stop_rule })}
      />
    </Stack>
  )
}
