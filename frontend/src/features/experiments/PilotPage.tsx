import { useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { useChangeCheck } from '@/lib/changeCheck'
import { today } from '@/lib/format'
import { useHotkeys } from '@/lib/hotkeys'
import { useT } from '@/lib/i18n'
import { AnswerField } from '@/ui/AnswerField'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { DoorPreview } from '@/ui/DoorPreview'
import { DateField, TextArea, TextField } from '@/ui/Field'
import { Form } from '@/ui/Form'
import { Stack } from '@/ui/layout'
import { Kbd } from '@/ui/Prose'
import { toast } from '@/ui/toast'
import { ActionPage } from './ActionPage'
import { type Pilot, patchOf, pilotOf, reopened } from './pilotChanges'
import { type Experiment, usePilot } from './queries'

/** Splits a one-way door: a small pilot now, the whole when its reviewers have thought about it. */
export default function PilotPage() {
  const t = useT()
  return (
    <ActionPage
      title={t('doors.pilotTitle')}
      lead={t('doors.pilotLead')}
      lines={6}
      allows={({ actions }) => actions.includes('split')}
    >
      {(experiment) => <Splitting experiment={experiment} />}
    </ActionPage>
  )
}

function Splitting({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const named = t('doors.pilotNamed', { title: experiment.title }).slice(0, 200)
  const [pilot, setPilot] = useState<Pilot>(() => pilotOf(experiment, named, today()))
  const set = (more: Partial<Pilot>) => setPilot((before) => ({ ...before, ...more }))
  const splitting = usePilot(experiment.key)
  const changes = patchOf(experiment, pilot)
  const { data: check } = useChangeCheck(experiment.key, changes, true)
  const raised = Boolean(experiment.raised?.length)
  const send = () =>
    !splitting.isPending &&
    splitting.mutate(changes, {
      onSuccess: ({ key, status }) => {
        navigate(`/experiments/${key}`)
        toast(t(status === 'running' ? 'doors.pilotRuns' : 'doors.pilotAsked'))
      },
    })
  useHotkeys([{ keys: 'mod Enter', label: t('doors.pilotStart'), run: () => void send() }])
  return (
    <Form problem={splitting.error} onSubmit={() => void send()}>
      <Stack gap={4}>
        <Words pilot={pilot} set={set} />
        <Card title={t('doors.pilotAnswers')}>
          <Stack gap={5}>
            {reopened(experiment).map((gate) => (
              <AnswerField
                key={gate}
                gate={gate}
                value={pilot.answers[gate] ?? null}
                onValue={(value) => set({ answers: { ...pilot.answers, [gate]: value } })}
              />
            ))}
          </Stack>
        </Card>
        <DoorPreview check={check} raised={raised} />
      </Stack>
      <Button kind="primary" size="large" type="submit" pending={splitting.isPending}>
        {t(check?.door === 'one_way' || raised ? 'doors.pilotAsk' : 'doors.pilotStart')}
        <span aria-hidden="true">
          <Kbd keys="mod Enter" />
        </span>
      </Button>
    </Form>
  )
}

function Words({ pilot, set }: { pilot: Pilot; set: (more: Partial<Pilot>) => void }) {
  const t = useT()
  return (
    <Card>
      <Stack gap={5}>
        <TextField
          name="title"
          label={t('doors.name')}
          limit={200}
          value={pilot.title}
          onValue={(title) => set({ title })}
        />
        <TextArea
          name="change"
          label={t('doors.pilotDifferent')}
          hint={t('doors.pilotDifferentHint')}
          optional
          limit={2000}
          value={pilot.different}
          onValue={(different) => set({ different })}
        />
        <DateField
          name="ends_on"
          label={t('doors.lastDay')}
          value={pilot.ends_on}
          onValue={(ends_on) => set({ ends_on })}
          min={today()}
        />
      </Stack>
    </Card>
  )
}
