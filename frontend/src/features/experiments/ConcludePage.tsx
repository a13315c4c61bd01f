import { navigate } from 'wouter/use-browser-location'
import { useHotkeys } from '@/lib/hotkeys'
import { useT } from '@/lib/i18n'
import { useDraft } from '@/lib/useDraft'
import { Button } from '@/ui/Button'
import { Form } from '@/ui/Form'
import { Stack } from '@/ui/layout'
import { Kbd } from '@/ui/Prose'
import { toast } from '@/ui/toast'
import { ActionPage } from './ActionPage'
import { type Answers, conclusionOf, unanswered } from './conclusion'
import { CustomersCard, NextCard, NumberCard, OutcomeCard, RecoveryCard, UndoingCard } from './conclusionCards'
import { type Conclusion, type Experiment, useConclude } from './queries'

/** Says how it ended. Only the outcome has to be said; the rest is there for who comes next. */
export default function ConcludePage() {
  const t = useT()
  return (
    <ActionPage
      title={t('experiments.conclude.title')}
      lead={t('experiments.conclude.lead')}
      lines={6}
      allows={({ actions }) => actions.includes('conclude')}
    >
      {(experiment, id) => <Concluding id={id} experiment={experiment} />}
    </ActionPage>
  )
}

/** The outcome of what was stopped is known; everything else begins empty, or as it was left in this browser. */
const useAnswers = ({ key, outcome, status }: Experiment) =>
  useDraft<Answers>(`conclusion.${key}`, (kept) => ({
    ...unanswered,
    outcome: outcome ?? (status === 'ready' ? 'not_run' : null),
    ...kept,
  }))

type ConcludingProps = { id: string; experiment: Experiment }

/** Says it, and goes back with what follows. */
function useSend({ id, experiment }: ConcludingProps, answers: Answers, onSent: () => void) {
  const t = useT()
  const { mutate, isPending, error } = useConclude(id)
  const onSuccess = ({ owes_lesson: owes }: Experiment) => {
    onSent()
    navigate(`/experiments/${id}`)
    toast(t(owes ? 'experiments.conclude.thanksOwes' : 'experiments.conclude.thanks'))
  }
  const send = () => {
    if (isPending) return
    const body = conclusionOf(answers) as Conclusion
    mutate({ params: { path: { id: experiment.key } }, body }, { onSuccess })
  }
  return { send, isPending, error }
}

function Concluding({ id, experiment }: ConcludingProps) {
  const t = useT()
  const { draft: answers, change: set, forget } = useAnswers(experiment)
  const { send, isPending, error } = useSend({ id, experiment }, answers, forget)
  const props = { experiment, answers, set }
  useHotkeys([{ keys: 'mod Enter', label: t('experiments.conclude.send'), run: send }])
  const ran = answers.outcome !== 'not_run'
  return (
    <Form problem={error} isAnswered={(name) => name === 'outcome' && answers.outcome !== null} onSubmit={send}>
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
      <Button kind="primary" size="large" pending={isPending} onClick={send}>
        {t('experiments.conclude.send')}
        <span aria-hidden="true">
          <Kbd keys="mod Enter" />
        </span>
      </Button>
    </Form>
  )
}
