import { useQueryClient } from '@tanstack/react-query'
import { navigate } from 'wouter/use-browser-location'
import { useEdit } from '@/lib/edit'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { useVersion } from '@/lib/version'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Conflict } from '@/ui/Conflict'
import { Form } from '@/ui/Form'
import { toast } from '@/ui/toast'
import { ActionPage } from './ActionPage'
import { type RecoverySteps, recoveryOf, recoveryStepsOf, stepsOf, ticked } from './conclusion'
import { type Experiment, experimentQuery, useRecover } from './queries'
import { RecoveryFields } from './RecoveryFields'

/** Makes good what hurt customers, one step at a time, also long after the conclusion. */
export default function RecoveryPage() {
  const t = useT()
  return (
    <ActionPage
      title={t('conclusions.recoveryTitle')}
      lead={t('conclusions.recoveryLead')}
      lines={4}
      allows={({ actions }) => actions.includes('recover')}
    >
      {(experiment, id) => <Recovering id={id} experiment={experiment} />}
    </ActionPage>
  )
}

function Recovering({ id, experiment }: { id: string; experiment: Experiment }) {
  const t = useT()
  const client = useQueryClient()
  const version = useVersion(`/api/v1/experiments/${id}`)
  const recover = useRecover(id)
  const edit = useEdit({
    start: recoveryStepsOf(experiment.conclusion?.recovery),
    save: async (steps) => {
      const params = { path: { id }, header: version.header() }
      const { owes_recovery: owed } = await recover.mutateAsync({ params, body: recoveryOf(ticked(steps)) })
      navigate(`/experiments/${id}`)
      toast(t(owed ? 'conclusions.recoverySaved' : 'conclusions.recoveryClosed'))
    },
    read: async () => {
      const theirs = await client.fetchQuery({ ...experimentQuery(id), staleTime: 0 })
      version.next()
      return recoveryStepsOf(theirs.conclusion?.recovery)
    },
  })
  const answers = ticked(edit.values)
  return (
    <>
      {edit.dispute && <OtherDay mine={edit.values} theirs={edit.dispute.theirs} onResolve={edit.resolve} />}
      <Form problem={edit.saving.error} onSubmit={edit.submit}>
        <Card>
          <RecoveryFields answers={answers} set={(more) => edit.set(stepsOf({ ...answers, ...more }))} at="" />
        </Card>
        {!edit.dispute && (
          <div>
            <Button kind="primary" size="large" type="submit" pending={edit.saving.isPending}>
              {t('conclusions.recoverySave')}
            </Button>
          </div>
        )}
      </Form>
    </>
  )
}

type OtherDayProps = { mine: RecoverySteps; theirs: RecoverySteps; onResolve: (taken: ['loopClosedOn'] | []) => void }

/** A step is ticked or not, so two people can differ only in the day on which the loop was closed. */
function OtherDay({ mine, theirs, onResolve }: OtherDayProps) {
  const t = useT()
  const format = useFormats()
  const written = ({ loopClosedOn: on }: RecoverySteps) => (on ? format.day(on) : '')
  return (
    <Conflict
      takesFocus
      disputed={[
        {
          field: 'loopClosedOn',
          label: t('experiments.conclude.loopClosed'),
          mine: written(mine),
          theirs: written(theirs),
        },
      ]}
      onResolve={(taken) => onResolve(taken.length > 0 ? ['loopClosedOn'] : [])}
    />
  )
}
