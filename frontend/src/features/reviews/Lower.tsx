import { useId, useState } from 'react'
import { api } from '@/lib/api/client'
import { lacking } from '@/lib/api/problem'
import { useT } from '@/lib/i18n'
import { focusHeading } from '@/lib/navigation'
import { useProposalNames } from '@/lib/proposal'
import { queryClient } from '@/lib/query'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { TextArea } from '@/ui/Field'
import { Form } from '@/ui/Form'
import { Stack } from '@/ui/layout'
import { toast } from '@/ui/toast'
import { type FullReview, type Gate, reviewQuery, showDecided } from './queries'

/** For who may decide on a gate: takes it away where it need not be closed. */
export function LowerButton({ review, gate }: { review: FullReview; gate: Gate }) {
  const t = useT()
  const [open, setOpen] = useState(false)
  if (!gate.may_decide || gate.state !== 'open') return null
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {t('doors.lower')}
      </Button>
      {open && <LowerDialog review={review} gate={gate} onClose={() => setOpen(false)} />}
    </>
  )
}

function LowerDialog({ review, gate, onClose }: { review: FullReview; gate: Gate; onClose: () => void }) {
  const t = useT()
  const names = useProposalNames()
  const form = useId()
  const [reason, setReason] = useState('')
  const lower = api.useMutation('post', '/api/v1/reviews/{id}/lower-door', {
    onSuccess: (lowered) => {
      onClose()
      toast(t('doors.lowered'))
      void showDecided(lowered)
      focusHeading()
    },
    onError: () => void queryClient.invalidateQueries({ queryKey: reviewQuery(review.id).queryKey }),
  })
  const [lacks, setLacks] = useState<unknown>(null)
  const send = () => {
    const said = reason.trim()
    setLacks(lacking(said ? [] : ['reason']))
    if (said && !lower.isPending)
      lower.mutate({
        params: { path: { id: review.id } },
        body: { revision: review.revision, gate: gate.gate, reason: said },
      })
  }
  return (
    <Dialog
      title={t('doors.lowerTitle')}
      onClose={onClose}
      actions={
        <Button kind="primary" type="submit" form={form} pending={lower.isPending}>
          {t('doors.lowerSend')}
        </Button>
      }
    >
      <Form id={form} problem={lacks ?? lower.error} onSubmit={send}>
        <Stack gap={4}>
          <p>
            <strong>{names.gate(gate.gate)}.</strong> {t('doors.lowerWhy')}
          </p>
          <TextArea
            name="reason"
            label={t('doors.lowerReason')}
            hint={t('doors.lowerReasonHint')}
            limit={4000}
            value={reason}
            onValue={setReason}
          />
        </Stack>
      </Form>
    </Dialog>
  )
}
