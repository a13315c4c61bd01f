import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Redirect, useParams } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import { keepDraft, readDraft } from '@/lib/drafts'
import { useHotkeys } from '@/lib/hotkeys'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Form } from '@/ui/Form'
import { Stack } from '@/ui/layout'
import { PageHeader } from '@/ui/PageHeader'
import { Kbd } from '@/ui/Prose'
import { Loaded } from '@/ui/states'
import { toast } from '@/ui/toast'
import { type Answers, conclusionOf, unanswered } from './conclusion'
import { CustomersCard, NextCard, NumberCard, OutcomeCard, RecoveryCard, UndoingCard } from './conclusionCards'
import { type Conclusion, type Experiment, experimentQuery, useConclude } from './queries'

/** Says how it ended. Only the outcome has to be said; the rest is there for who comes next. */
export default function ConcludePage() {
  const t = useT()
  const { id } = useParams<{ id: string }>()
  const query = useQuery(experimentQuery(id))
  return (
    <>
      <PageHeader
        title={t('experiments.conclude.title')}
        lead={t('experiments.conclude.lead')}
        back={{ href: `/experiments/${id}`, label: query.data?.title ?? t('experiments.one', { key: id }) }}
      />
      <Loaded query={query} lines={6}>
        {(experiment) =>
          experiment.actions.includes('conclude') ? (
            <Concluding id={id} experiment={experiment} />
          ) : (
            <Redirect to={`/experiments/${id}`} replace />
          )
        }
      </Loaded>
    </>
  )
}

/** The outcome of what was stopped is known; everything else begins empty, or as it was left in this browser. */
function useAnswers({ key, outcome, status }: Experiment) {
  const name = `conclusion.${key}`
  const [answers, setAnswers] = useState<Answers>(() => ({
    ...unanswered,
    outcome: outcome ?? (status === 'ready' ? 'not_run' : null),
    ...readDraft<Answers>(name),
  }))
  const [touched, setTouched] = useState(false)
  useEffect(() => {
    if (touched) keepDraft(name, answers)
  }, [name, answers, touched])
  const set = (more: Partial<Answers>) => {
    setTouched(true)
    setAnswers((before) => ({ ...before, ...more }))
  }
  return { answers, set, forget: () => keepDraft(name, null) }
}

function Concluding({ id, experiment }: { id: string; experiment: Experiment }) {
  const t = useT()
  const conclude = useConclude(id)
  const { answers, set, forget } = useAnswers(experiment)
  const props = { experiment, answers, set }
  const send = () => {
    if (conclude.isPending) return
    conclude.mutate(
      { params: { path: { id: experiment.key } }, body: conclusionOf(answers) as Conclusion },
      {
        onSuccess: ({ owes_lesson: owes }) => {
          forget()
          navigate(`/experiments/${id}`)
          toast(t(owes ? 'experiments.conclude.thanksOwes' : 'experiments.conclude.thanks'))
        },
      },
    )
  }
  useHotkeys([{ keys: 'mod Enter', label: t('experiments.conclude.send'), run: send }])
  const ran = answers.outcome !== 'not_run'
  return (
    <Form
      problem={conclude.error}
      isAnswered={(name) => name === 'outcome' && answers.outcome !== null}
      onSubmit={send}
    >
      <Stack gap={4}>
        <OutcomeCard {...props} />
        {ran && (
          <>
            <NumberCard {...props} />
            <CustomersCard {...props} />
            <UndoingCard {...props} />
            <RecoveryCard {...props} />
          </>
        )}
        <NextCard {...props} />
      </Stack>
      <Button kind="primary" size="large" pending={conclude.isPending} onClick={send}>
        {t('experiments.conclude.send')}
        <span aria-hidden="true">
          <Kbd keys="mod Enter" />
        </span>
      </Button>
    </Form>
  )
}
