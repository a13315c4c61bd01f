import { Hand } from 'lucide-react'
import { useId, useState } from 'react'
import { lacking } from '@/lib/api/problem'
import { type Key, useT } from '@/lib/i18n'
import { closable, type Gate, useProposalNames } from '@/lib/proposal'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Select, TextArea } from '@/ui/Field'
import { Form } from '@/ui/Form'
import { Stack } from '@/ui/layout'
import { toast } from '@/ui/toast'
import { type Experiment, useRaise } from './queries'

/** What raising does in each state, said before it is done. */
const effects: Partial<Record<Experiment['status'], Key>> = {
  in_review: 'doors.raiseWhy.in_review',
  ready: 'doors.raiseWhy.ready',
  running: 'doors.raiseWhy.running',
  paused: 'doors.raiseWhy.paused',
}

/** For everyone who reads it: says that something here is hard to undo. */
export function RaiseButton({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const [open, setOpen] = useState(false)
  if (!experiment.actions.includes('raise_door')) return null
  return (
    <div>
      <Button kind="quiet" icon={<Hand aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t('doors.raise')}
      </Button>
      {open && <RaiseDialog experiment={experiment} onClose={() => setOpen(false)} />}
    </div>
  )
}

function RaiseDialog({ experiment, onClose }: { experiment: Experiment; onClose: () => void }) {
  const t = useT()
  const names = useProposalNames()
  const form = useId()
  const [reason, setReason] = useState('')
  const [gate, setGate] = useState<Gate | null>(null)
  const raise = useRaise(experiment.key)
  const effect = effects[experiment.status]
  const closed = experiment.requirements?.filter(({ state }) => state !== 'lowered').map((one) => one.gate) ?? []
  const free = closable.filter((one) => one !== 'lead' && !closed.includes(one))
  const [lacks, setLacks] = useState<unknown>(null)
  const said = reason.trim()
  const send = () => {
    setLacks(lacking(said ? [] : ['reason']))
    if (!said || raise.isPending) return
    raise.mutate(
      { params: { path: { id: experiment.key } }, body: { gate: gate ?? undefined, reason: said } },
      {
        onSuccess: () => {
          onClose()
          toast(t('doors.raised'))
        },
      },
    )
  }
  return (
    <Dialog
      title={t('doors.raiseTitle')}
      onClose={onClose}
      actions={
        <Button kind="primary" type="submit" form={form} pending={raise.isPending}>
          {t('doors.raiseSend')}
        </Button>
      }
    >
      <Form id={form} problem={lacks ?? raise.error} onSubmit={send}>
        <Stack gap={4}>
          {effect && <p>{t(effect)}</p>}
          <TextArea
            name="reason"
            label={t('doors.reason')}
            hint={t('doors.reasonHint')}
            limit={4000}
            value={reason}
            onValue={setReason}
          />
          <Select
            name="gate"
            label={t('doors.about')}
            optional="unsaid"
            empty={t('doors.aboutAny')}
            options={free.map((value) => ({ value, label: names.gate(value) }))}
            value={gate}
            onValue={setGate}
          />
        </Stack>
      </Form>
    </Dialog>
  )
}
