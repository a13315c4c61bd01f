import { Hand } from 'lucide-react'
import { useState } from 'react'
import { type Key, useT } from '@/lib/i18n'
import { closable, type Gate, useProposalNames } from '@/lib/proposal'
import { ReasonDialog } from '@/ui/AskDialog'
import { Button } from '@/ui/Button'
import { Select } from '@/ui/Field'
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
      <Button kind="quiet" flush icon={<Hand aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t('doors.raise')}
      </Button>
      {open && <RaiseDialog experiment={experiment} onClose={() => setOpen(false)} />}
    </div>
  )
}

function RaiseDialog({ experiment, onClose }: { experiment: Experiment; onClose: () => void }) {
  const t = useT()
  const [gate, setGate] = useState<Gate | null>(null)
  const raise = useRaise(experiment.key)
  const effect = effects[experiment.status]
  const send = (reason: string) =>
    raise.mutate(
      { params: { path: { id: experiment.key } }, body: { gate: gate ?? undefined, reason } },
      {
        onSuccess: () => {
          onClose()
          toast(t('doors.raised'))
        },
      },
    )
  return (
    <ReasonDialog
      title={t('doors.raiseTitle')}
      label={t('doors.reason')}
      hint={t('doors.reasonHint')}
      beside={<OpenGates experiment={experiment} gate={gate} onGate={setGate} />}
      action={t('doors.raiseSend')}
      asked={raise}
      onSend={send}
      onClose={onClose}
    >
      {effect && <p>{t(effect)}</p>}
    </ReasonDialog>
  )
}

type OpenGatesProps = { experiment: Experiment; gate: Gate | null; onGate: (gate: Gate | null) => void }

/** The gates that are not closed yet; one need not name any. */
function OpenGates({ experiment, gate, onGate }: OpenGatesProps) {
  const t = useT()
  const names = useProposalNames()
  const closed = experiment.requirements?.filter(({ state }) => state !== 'lowered').map((one) => one.gate) ?? []
  const open = closable.filter((one) => one !== 'lead' && !closed.includes(one))
  return (
    <Select
      name="gate"
      label={t('doors.about')}
      optional="unsaid"
      empty={t('doors.aboutAny')}
      options={open.map((value) => ({ value, label: names.gate(value) }))}
      value={gate}
      onValue={onGate}
    />
  )
}
