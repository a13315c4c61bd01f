import { useState } from 'react'
import { api } from '@/lib/api/client'
import { useT } from '@/lib/i18n'
import { focusHeading } from '@/lib/navigation'
import { useProposalNames } from '@/lib/proposal'
import { queryClient } from '@/lib/query'
import { ReasonDialog } from '@/ui/AskDialog'
import { Button } from '@/ui/Button'
import { toast } from '@/ui/toast'
import { type FullReview, type Gate, reviewQuery, showDecided } from './queries'

/** For who may decide on a gate: takes it away where it need not be closed. */
export function LowerButton({ review, gate }: { review: FullReview; gate: Gate }) {
  const t = useT()
  const [open, setOpen] = useState(false)
  if (!gate.may_decide || gate.state !== 'open') return null
  return (
    <>
      <Button kind="quiet" flush onClick={() => setOpen(true)}>
        {t('doors.lower')}
      </Button>
      {open && <LowerDialog review={review} gate={gate} onClose={() => setOpen(false)} />}
    </>
  )
}

function LowerDialog({ review, gate, onClose }: { review: FullReview; gate: Gate; onClose: () => void }) {
  const t = useT()
  const names = useProposalNames()
  const lower = api.useMutation('post', '/api/v1/reviews/{id}/lower-door', {
    onSuccess: (lowered) => {
      onClose()
      toast(t('doors.lowered'))
      void showDecided(lowered)
      focusHeading()
    },
    onError: () => void queryClient.invalidateQueries({ queryKey: reviewQuery(review.id).queryKey }),
  })
  const send = (reason: string) =>
    lower.mutate({
      params: { path: { id: review.id } },
      body: { revision: review.revision, gate: gate.gate, reason },
    })
  return (
    <ReasonDialog
      title={t('doors.lowerTitle')}
      label={t('doors.lowerReason')}
      hint={t('doors.lowerReasonHint')}
      action={t('doors.lowerSend')}
      asked={lower}
      onSend={send}
      onClose={onClose}
    >
      <p>
        <strong>{names.gate(gate.gate)}.</strong> {t('doors.lowerWhy')}
      </p>
    </ReasonDialog>
  )
}
