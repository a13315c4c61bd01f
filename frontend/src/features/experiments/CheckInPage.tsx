import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import type { Problem } from '@/lib/api/problem'
import { randomKey } from '@/lib/api/send'
import { keepDraft, readDraft } from '@/lib/drafts'
import { today } from '@/lib/format'
import { useHotkeys } from '@/lib/hotkeys'
import { type Key, useT } from '@/lib/i18n'
import { type Outcome, sayAndSend } from '@/lib/sending'
import { dropUnsent, readUnsent, type Unsent } from '@/lib/unsent'
import { useDraft } from '@/lib/useDraft'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Form } from '@/ui/Form'
import { Stack } from '@/ui/layout'
import { toast } from '@/ui/toast'
import { ActionPage } from './ActionPage'
import { type Answers, answersOf, checkInOf, faultsOf, type Kind, unanswered, usualKind } from './checkIn'
import { MoreFields, Questions } from './checkInFields'
import type { Experiment } from './queries'

/** Three questions, for less than half a minute on a phone; more where there is more to say. */
export default function CheckInPage() {
  const t = useT()
  return (
    <ActionPage title={t('checkins.title')} lines={6} allows={({ actions }) => actions.includes('check_in')}>
      {(experiment) => <CheckingIn experiment={experiment} />}
    </ActionPage>
  )
}

/** One that the server refused and that is put right here. */
function useRefused(): Unsent | undefined {
  const [search] = useSearchParams()
  const [found] = useState(() => readUnsent().find(({ id, refused }) => refused && id === search.get('unsent')))
  return found
}

/** Begins empty, as it was left in this browser, or as it was refused; asks for the signal as the last time. */
function useAnswers({ key, signal }: Experiment, refused: Unsent | undefined) {
  const name = `check-in.${key}`
  const { draft, change, forget } = useDraft<Answers>(name, (kept) => {
    const usual = readDraft<Kind>(`${name}.kind`) ?? usualKind(signal?.unit)
    return refused ? answersOf(refused.body, usual) : { ...unanswered(today(), usual), ...kept }
  })
  return {
    answers: draft,
    set: change,
    forget() {
      forget()
      keepDraft(`${name}.kind`, draft.kind)
    },
  }
}

/** What a check-in led to. */
const said: Record<string, Key> = { stop_rule: 'checkins.done.stop_rule', drift: 'checkins.done.drift' }

function doneKey(outcome: Outcome, { status }: Experiment): Key {
  if (outcome.became !== 'sent') return 'unsent.kept'
  const { answer } = outcome
  return (answer?.status === 'paused' && status === 'running' && said[answer.paused_because ?? '']) || 'checkins.done'
}

/** Says it, and goes on where it is listed; stays where something has to be put right. */
function useSay(experiment: Experiment, leave: () => void) {
  const t = useT()
  const client = useQueryClient()
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const say = async (answers: Answers) => {
    if (pending) return
    const faults = faultsOf(answers)
    setProblem(faults)
    if (faults) return
    setPending(true)
    const { key, title, language = 'en' } = experiment
    const outcome = await sayAndSend({
      id: randomKey(),
      experiment: { key, title, language },
      body: checkInOf(answers, experiment.signal?.unit),
      at: new Date().toISOString(),
    })
    setPending(false)
    if (outcome.became === 'refused') return setProblem(outcome.problem)
    leave()
    if (outcome.became === 'waiting') void client.invalidateQueries()
    navigate(`/experiments/${key}${outcome.became === 'sent' ? '?tab=check-ins' : ''}`)
    toast(t(doneKey(outcome, experiment)))
  }
  return { pending, problem, say }
}

function CheckingIn({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const refused = useRefused()
  const { answers, set, forget } = useAnswers(experiment, refused)
  const { pending, problem, say } = useSay(experiment, () => {
    forget()
    if (refused) dropUnsent(refused)
  })
  const send = () => void say(answers)
  useHotkeys([{ keys: 'mod Enter', label: t('checkins.send'), run: send }])
  const answered: Record<string, boolean> = {
    customers_reached: answers.reached !== null,
    stop_rule_tripped: answers.stopRule !== null,
    'signal.value': answers.signal !== null,
    'signal.n': (answers.n ?? 0) > 0,
    'signal.hits': answers.hits !== null && answers.hits <= (answers.n ?? answers.hits),
  }
  return (
    <Form problem={problem ?? refused?.refused} isAnswered={(name) => answered[name] ?? false} onSubmit={send}>
      <Card>
        <Stack gap={4}>
          <Questions experiment={experiment} answers={answers} set={set} />
          <MoreFields experiment={experiment} answers={answers} set={set} />
        </Stack>
      </Card>
      <Button kind="primary" size="large" pending={pending} onClick={send}>
        {t('checkins.send')}
      </Button>
    </Form>
  )
}
