import { useId, useState } from 'react'
import { lacking } from '@/lib/api/problem'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { TextArea } from '@/ui/Field'
import { Form } from '@/ui/Form'
import { toast } from '@/ui/toast'
import { type Obstacle, useKeep, useRemove } from './queries'

export type Ending = 'remove' | 'keep'

/** Says that it is gone, or that it stays, with the reason that everyone reads. */
export function EndDialog({ obstacle, ending, onClose }: { obstacle: Obstacle; ending: Ending; onClose: () => void }) {
  const t = useT()
  const form = useId()
  const [reason, setReason] = useState('')
  const [lacks, setLacks] = useState<unknown>(null)
  const end = { remove: useRemove(), keep: useKeep() }[ending]
  const send = () => {
    setLacks(lacking(reason.trim() ? [] : ['reason']))
    if (!reason.trim() || end.isPending) return
    end.mutate(
      { params: { path: { id: obstacle.id } }, body: { reason } },
      {
        onSuccess: () => {
          onClose()
          toast(t(`obstacles.done.${ending}`))
        },
      },
    )
  }
  return (
    <Dialog
      title={t(`obstacles.${ending}`)}
      onClose={onClose}
      actions={
        <Button kind="primary" type="submit" form={form} pending={end.isPending}>
          {t(`obstacles.send.${ending}`)}
        </Button>
      }
    >
      <Form id={form} problem={lacks ?? end.error} onSubmit={send}>
        <TextArea
          name="reason"
          label={t(`obstacles.reason.${ending}`)}
          hint={t(`obstacles.reasonHint.${ending}`)}
          limit={4000}
          value={reason}
          onValue={setReason}
        />
      </Form>
    </Dialog>
  )
}
