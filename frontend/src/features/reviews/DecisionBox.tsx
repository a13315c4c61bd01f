import { Check, DoorOpen, type LucideIcon, PencilLine, Plus, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { api } from '@/lib/api/client'
import { asProblem, problemCode } from '@/lib/api/problem'
import { useHotkeys } from '@/lib/hotkeys'
import { type Key, useT } from '@/lib/i18n'
import { focusHeading } from '@/lib/navigation'
import { useProposalNames } from '@/lib/proposal'
import { queryClient } from '@/lib/query'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { CheckChips, ChoiceChips } from '@/ui/Choice'
import { TextArea } from '@/ui/Field'
import { Form } from '@/ui/Form'
import { Row, Stack } from '@/ui/layout'
import { Kbd } from '@/ui/Prose'
import { toast } from '@/ui/toast'
import { ConditionFields } from './ConditionFields'
import styles from './DecisionBox.module.css'
import {
  answerOf,
  type Choice,
  type Draft,
  gatesOf,
  lacks,
  type Manner,
  needsReason,
  newCondition,
  useDecision,
} from './draft'
import { addressOf, useFilter } from './filter'
import { useWaysToOpen } from './Gates'
import { OfferFields } from './OfferFields'
import { type FullReview, openReviewQuery, reviewQuery, showDecided } from './queries'
import { useOfferCheck } from './useOffer'

const choices: { value: Choice; icon: LucideIcon; keys: string; label: Key; hint: Key }[] = [
  { value: 'approve', icon: Check, keys: 'a', label: 'reviews.approve', hint: 'reviews.approveHint' },
  { value: 'offer', icon: DoorOpen, keys: 'o', label: 'offers.make', hint: 'offers.makeHint' },
  { value: 'request_changes', icon: PencilLine, keys: 'r', label: 'reviews.change', hint: 'reviews.changeHint' },
  { value: 'decline', icon: X, keys: 'd', label: 'reviews.decline', hint: 'reviews.declineHint' },
]
const manners: Manner[] = ['plain', 'conditions', 'reservation']

/**
 * Where a choice made by its key goes on: where the reason is typed, if it needs one. Words that are typed at once must
 * not be heard as keys: an "a" among them would approve.
 */
function focusAnswer(box: HTMLElement | null, choice: Choice) {
  const reason = choice === 'request_changes' || choice === 'decline'
  box?.querySelector<HTMLElement>(reason ? '[name=reason]' : 'input:checked')?.focus()
}

type BoxProps = { review: FullReview; onSent: () => void }

/** The answer of a reviewer. It names the revision that was read, and what is typed is kept until it is sent. */
export function DecisionBox({ review, onSent }: BoxProps) {
  const t = useT()
  const { draft, change, forget } = useDecision(review)
  const { send, pending, problem } = useAnswering(review, draft, () => {
    forget()
    onSent()
  })
  const box = useRef<HTMLDivElement>(null)
  const choose = (choice: Choice) => {
    change({ choice })
    requestAnimationFrame(() => {
      box.current?.scrollIntoView({ block: 'nearest' })
      focusAnswer(box.current, choice)
    })
  }
  useHotkeys([
    ...choices.map(({ keys, label, value }) => ({ keys, label: t(label), run: () => choose(value) })),
    { keys: 'mod Enter', label: t('reviews.key.send'), run: send },
  ])
  return (
    <div ref={box} className={styles.box}>
      <Card title={t('reviews.decide')}>
        <Form onSubmit={send} problem={problem}>
          <Choices value={draft.choice} onValue={(choice) => change({ choice })} />
          {draft.choice === 'offer' && <OfferFields review={review} draft={draft} change={change} />}
          {draft.choice && draft.choice !== 'offer' && <Details review={review} draft={draft} change={change} />}
          {draft.choice && (
            <Row spread>
              <p className={styles.told}>{t('reviews.told')}</p>
              <Row gap={2}>
                <Kbd keys="mod Enter" />
                <Button type="submit" kind="primary" pending={pending}>
                  {t(sendLabel(draft), { n: draft.conditions.length })}
                </Button>
              </Row>
            </Row>
          )}
        </Form>
      </Card>
    </div>
  )
}

function sendLabel({ choice, manner }: Draft): Key {
  if (choice === 'approve') return `reviews.send.${manner}`
  if (choice === 'offer') return 'offers.send'
  return choice === 'decline' ? 'reviews.send.decline' : 'reviews.send.change'
}

/** Sends what was chosen, a decision or a counter-offer, or says what it lacks. */
function useAnswering(review: FullReview, draft: Draft, onSent: () => void) {
  const deciding = useDeciding(review, onSent)
  const offering = useOffering(review, onSent)
  const isOffer = draft.choice === 'offer'
  const { patch } = useOfferCheck(review, draft.offer, isOffer)
  const [lacking, setLacking] = useState<unknown>(null)
  const pending = deciding.isPending || offering.isPending
  const send = () => {
    if (!draft.choice || pending) return
    const problem = lacks(review, draft)
    setLacking(problem)
    if (problem) return
    const params = { path: { id: review.id } }
    if (isOffer)
      offering.mutate({ params, body: { kind: draft.offer.kind, changes: patch, message: draft.reason.trim() } })
    else deciding.mutate({ params, body: answerOf(review, draft) })
  }
  return { send, pending, problem: lacking ?? (isOffer ? offering.error : deciding.error) }
}

/** Sends a counter-offer. */
function useOffering(review: FullReview, onSent: () => void) {
  const t = useT()
  return api.useMutation('post', '/api/v1/reviews/{id}/counter-offers', {
    onSuccess: (offered) => {
      onSent()
      toast(t('offers.sent'))
      void showDecided(offered)
      focusHeading()
    },
    onError: () => void queryClient.invalidateQueries({ queryKey: reviewQuery(review.id).queryKey }),
  })
}

/** Sends a decision. When the team has replaced the revision, it leads to the newest one, and nothing typed is lost. */
function useDeciding(review: FullReview, onSent: () => void) {
  const t = useT()
  const filter = useFilter()
  const [, navigate] = useLocation()
  const toNewest = async () => {
    const { items } = await queryClient.fetchQuery({ ...openReviewQuery(review.experiment.id), staleTime: 0 })
    await queryClient.invalidateQueries({ queryKey: reviewQuery(review.id).queryKey })
    const [newest] = items
    if (!newest || newest.id === review.id) return
    const address = addressOf(filter, newest.id)
    navigate(`${address}${address.includes('?') ? '&' : '?'}read=${review.revision}`)
  }
  return api.useMutation('post', '/api/v1/reviews/{id}/decisions', {
    onSuccess: (decided, { body }) => {
      onSent()
      toast(t(`reviews.sent.${body.verdict}`))
      void showDecided(decided)
      focusHeading()
    },
    onError: (error) => {
      const code = problemCode(asProblem(error) ?? {})
      if (code === 'stale-revision' || code === 'review-closed') void toNewest()
    },
  })
}

function Choices({ value, onValue }: { value: Choice | null; onValue: (choice: Choice) => void }) {
  const t = useT()
  return (
    <fieldset className={styles.choices}>
      <legend className="visually-hidden">{t('reviews.decide')}</legend>
      {choices.map(({ value: own, icon: Icon, keys, label, hint }) => (
        <label key={own} className={styles.choice}>
          <input type="radio" name="choice" checked={value === own} onChange={() => onValue(own)} />
          <span className={styles.sign}>
            <Icon aria-hidden="true" />
            <Kbd keys={keys} />
          </span>
          <span>
            <span className={styles.name}>{t(label)}</span>
            <span className={styles.hint}>{t(hint)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

type DetailsProps = { review: FullReview; draft: Draft; change: (part: Partial<Draft>) => void }

function Details({ review, draft, change }: DetailsProps) {
  const t = useT()
  const chooseManner = (manner: Manner) =>
    change({
      manner,
      conditions: manner === 'conditions' && draft.conditions.length === 0 ? [newCondition] : draft.conditions,
    })
  return (
    <Stack gap={5}>
      <GateChips review={review} draft={draft} change={change} />
      {draft.choice === 'approve' && (
        <ChoiceChips
          legend={t('reviews.manner')}
          options={manners.map((value) => ({ value, label: t(`reviews.manner.${value}`) }))}
          value={draft.manner}
          onValue={chooseManner}
        />
      )}
      {draft.choice === 'approve' && draft.manner === 'conditions' && (
        <ConditionFields value={draft.conditions} onValue={(conditions) => change({ conditions })} />
      )}
      {draft.choice === 'request_changes' && <Suggestions review={review} draft={draft} change={change} />}
      {(needsReason(draft) || draft.manner === 'conditions') && (
        <TextArea
          name="reason"
          label={t(reasonLabel(draft))}
          hint={draft.choice === 'approve' ? undefined : t('reviews.reasonHint')}
          optional={!needsReason(draft)}
          limit={4000}
          value={draft.reason}
          onValue={(reason) => change({ reason })}
        />
      )}
    </Stack>
  )
}

function reasonLabel({ choice, manner }: Draft): Key {
  if (choice === 'decline') return 'reviews.reason.decline'
  if (choice === 'request_changes') return 'reviews.reason.change'
  return manner === 'reservation' ? 'reviews.reason.reservation' : 'reviews.reason.note'
}

/** For which gates: asked only of those who may decide on several. */
function GateChips({ review, draft, change }: DetailsProps) {
  const t = useT()
  const names = useProposalNames()
  const { mine, meant } = gatesOf(review, draft)
  if (mine.length < 2) return null
  return (
    <CheckChips
      name="gates"
      legend={t('reviews.forGates')}
      options={mine.map(({ gate }) => ({ value: gate, label: names.gate(gate) }))}
      value={meant}
      onValue={(gates) => change({ gates })}
    />
  )
}

/** What would open the door, ready to be put into the words for the team. */
function Suggestions({ review, draft, change }: DetailsProps) {
  const t = useT()
  const ways = useWaysToOpen(review)
  const { meant } = gatesOf(review, draft)
  const fresh = meant.map((gate) => ways[gate]).filter((way) => way !== undefined && !draft.reason.includes(way))
  if (fresh.length === 0) return null
  const add = (way: string) => change({ reason: [draft.reason.trim(), way].filter(Boolean).join('\n') })
  return (
    <div className={styles.suggestions}>
      <p>{t('reviews.suggest')}</p>
      {fresh.map((way) => (
        <button key={way} type="button" onClick={() => way && add(way)}>
          <Plus aria-hidden="true" />
          {way}
        </button>
      ))}
    </div>
  )
}
