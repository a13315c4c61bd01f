import { useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { useChangeCheck } from '@/lib/changeCheck'
import { today } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { AnswerField } from '@/ui/AnswerField'
import { Button, ButtonLink } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { DoorPreview } from '@/ui/DoorPreview'
import { DateField } from '@/ui/Field'
import { Form } from '@/ui/Form'
import { Row, Stack } from '@/ui/layout'
import { toast } from '@/ui/toast'
import { ActionPage } from './ActionPage'
import { type Experiment, type Patch, useChange } from './queries'

/** Lets what has started run longer or reach more, and says first what that does to its door. */
export default function ExtendPage() {
  const t = useT()
  return (
    <ActionPage
      title={t('doors.extendTitle')}
      lead={t('doors.extendLead')}
      lines={4}
      allows={({ actions, started_at: started }) => started !== undefined && actions.includes('edit')}
    >
      {(experiment, id) => <Extending id={id} experiment={experiment} />}
    </ActionPage>
  )
}

/** What differs from the plan; nothing where it is as it was. */
function changesOf({ ends_on, answers }: Experiment, day: string | null, customers: number | null): Patch {
  return {
    ...(day !== (ends_on ?? null) && { ends_on: day }),
    ...(customers !== (answers?.customers_exposed ?? null) && { answers: { customers_exposed: customers } }),
  }
}

/** Saves the changes, and goes back with what they did. */
function useSave(id: string, changes: Patch) {
  const t = useT()
  const { mutate, isPending, error } = useChange(id)
  const onSuccess = ({ status }: Experiment) => {
    navigate(`/experiments/${id}`)
    toast(t(status === 'running' ? 'doors.extended' : 'doors.extendedPaused'))
  }
  const save = () => {
    if (!isPending && !isEmpty(changes)) mutate({ params: { path: { id } }, body: changes }, { onSuccess })
  }
  return { save, isPending, error }
}

const isEmpty = (changes: Patch) => Object.keys(changes).length === 0

function Extending({ id, experiment }: { id: string; experiment: Experiment }) {
  const t = useT()
  const [day, setDay] = useState(experiment.ends_on ?? null)
  const [customers, setCustomers] = useState<number | null>(experiment.answers?.customers_exposed ?? null)
  const changes = changesOf(experiment, day, customers)
  const unchanged = isEmpty(changes)
  const { save, isPending, error } = useSave(id, changes)
  const { data: check } = useChangeCheck(experiment.key, changes, false)
  const raised = Boolean(experiment.raised?.length)
  const edit = `/experiments/${id}/edit`
  const closes = check?.door === 'one_way' && experiment.status === 'running'
  return (
    <Form problem={error} onSubmit={save}>
      <Card>
        <Stack gap={5}>
          <DateField name="ends_on" label={t('doors.lastDay')} value={day} onValue={setDay} min={today()} />
          <AnswerField
            gate="customers_exposed"
            value={customers}
            onValue={(value) => setCustomers(typeof value === 'number' ? Math.ceil(value) : null)}
          />
        </Stack>
      </Card>
      {unchanged ? <p>{t('doors.extendNothing')}</p> : <DoorPreview check={check} raised={raised} edit={edit} />}
      <Row>
        <Button kind="primary" size="large" type="submit" disabled={unchanged} pending={isPending}>
          {t(closes ? 'doors.extendPause' : 'doors.extendSave')}
        </Button>
        <ButtonLink size="large" kind="quiet" href={edit}>
          {t('doors.whole')}
        </ButtonLink>
      </Row>
    </Form>
  )
}
