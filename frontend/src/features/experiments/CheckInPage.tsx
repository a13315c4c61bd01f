import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Redirect, useParams } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import { keepDraft, readDraft } from '@/lib/drafts'
import { today } from '@/lib/format'
import { useHotkeys } from '@/lib/hotkeys'
import { type Key, useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Form } from '@/ui/Form'
import { Stack } from '@/ui/layout'
import { PageHeader } from '@/ui/PageHeader'
import { Loaded } from '@/ui/states'
import { toast } from '@/ui/toast'
import { type Answers, checkInOf, unanswered } from './checkIn'
import { MoreFields, Questions } from './checkInFields'
import { type CheckInBody, type Experiment, experimentQuery, useCheckIn } from './queries'

/** Begins empty, or as it was left in this browser. */
function useAnswers({ key }: Experiment) {
  const name = `check-in.${key}`
  const [answers, setAnswers] = useState<Answers>(() => ({ ...unanswered(today()), ...readDraft<Answers>(name) }))
  const [touched, setTouched] = useState(false)
  useEffect(() => {
    if (touched) keepDraft(name, answers)
  }, [name, answers, touched])
  return {
    answers,
    set(more: Partial<Answers>) {
      setTouched(true)
      setAnswers((before) => ({ ...before, ...more }))
    },
    forget: () => keepDraft(name, null),
  }
}

/** What a check-in led to. */
const said: Record<string, Key> = { stop_rule: 'checkins.done.stop_rule', drift: 'checkins.done.drift' }

/** Three questions, for less than half a minute on a phone; more where there is more to say. */
export default function CheckInPage() {
  const t = useT()
  const { id } = useParams<{ id: string }>()
  const query = useQuery(experimentQuery(id))
  return (
    <>
      <PageHeader
        title={t('checkins.title')}
        back={{ href: `/experiments/${id}`, label: query.data?.title ?? t('experiments.one', { key: id }) }}
      />
      <Loaded query={query} lines={6}>
        {(experiment) =>
          experiment.actions.includes('check_in') ? (
            <CheckingIn experiment={experiment} />
          ) : (
            <Redirect to={`/experiments/${id}`} replace />
          )
        }
      </Loaded>
    </>
  )
}

function CheckingIn({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const checkIn = useCheckIn()
  const { answers, set, forget } = useAnswers(experiment)
  const send = () => {
    if (checkIn.isPending) return
    checkIn.mutate(
      { params: { path: { id: experiment.key } }, body: checkInOf(answers, experiment.signal?.unit) as CheckInBody },
      {
        onSuccess: ({ status, paused_because: because }) => {
          forget()
          navigate(`/experiments/${experiment.key}?tab=check-ins`)
          toast(t((status === 'paused' && experiment.status === 'running' && said[because ?? '']) || 'checkins.done'))
        },
      },
    )
  }
  useHotkeys([{ keys: 'mod Enter', label: t('checkins.send'), run: send }])
  const answered: Record<string, boolean> = {
    customers_reached: answers.reached !== null,
    stop_rule_tripped: answers.stopRule !== null,
    'signal.value': answers.signal !== null,
  }
  return (
    <Form problem={checkIn.error} isAnswered={(name) => answered[name] ?? false} onSubmit={send}>
      <Card>
        <Stack gap={4}>
          <Questions experiment={experiment} answers={answers} set={set} />
          <MoreFields experiment={experiment} answers={answers} set={set} />
        </Stack>
      </Card>
      <Button kind="primary" size="large" pending={checkIn.isPending} onClick={send}>
        {t('checkins.send')}
      </Button>
    </Form>
  )
}
