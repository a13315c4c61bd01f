import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Redirect, useParams } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Form } from '@/ui/Form'
import { PageHeader } from '@/ui/PageHeader'
import { Loaded } from '@/ui/states'
import { toast } from '@/ui/toast'
import { type RecoveryAnswers, recoveryAnswersOf, recoveryOf } from './conclusion'
import { type Experiment, experimentQuery, useRecover } from './queries'
import { RecoveryFields } from './RecoveryFields'

/** Makes good what hurt customers, one step at a time, also long after the conclusion. */
export default function RecoveryPage() {
  const t = useT()
  const { id } = useParams<{ id: string }>()
  const query = useQuery(experimentQuery(id))
  return (
    <>
      <PageHeader
        title={t('conclusions.recoveryTitle')}
        lead={t('conclusions.recoveryLead')}
        back={{ href: `/experiments/${id}`, label: query.data?.title ?? t('experiments.one', { key: id }) }}
      />
      <Loaded query={query} lines={4}>
        {(experiment) =>
          experiment.actions.includes('recover') ? (
            <Recovering id={id} experiment={experiment} />
          ) : (
            <Redirect to={`/experiments/${id}`} replace />
          )
        }
      </Loaded>
    </>
  )
}

function Recovering({ id, experiment }: { id: string; experiment: Experiment }) {
  const t = useT()
  const recover = useRecover(id)
  const [answers, setAnswers] = useState<RecoveryAnswers>(() => recoveryAnswersOf(experiment.conclusion?.recovery))
  const send = () => {
    if (recover.isPending) return
    recover.mutate(
      { params: { path: { id } }, body: recoveryOf(answers) },
      {
        onSuccess: ({ owes_recovery: owed }) => {
          navigate(`/experiments/${id}`)
          toast(t(owed ? 'conclusions.recoverySaved' : 'conclusions.recoveryClosed'))
        },
      },
    )
  }
  return (
    <Form problem={recover.error} onSubmit={send}>
      <Card>
        <RecoveryFields answers={answers} set={(more) => setAnswers({ ...answers, ...more })} at="" />
      </Card>
      <div>
        <Button kind="primary" size="large" type="submit" pending={recover.isPending}>
          {t('conclusions.recoverySave')}
        </Button>
      </div>
    </Form>
  )
}
