import { Play } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { api } from '@/lib/api/client'
import { useT } from '@/lib/i18n'
import { queryClient } from '@/lib/query'
import { ReasonDialog } from '@/ui/AskDialog'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Row, Stack } from '@/ui/layout'
import { toast } from '@/ui/toast'
import { type FullReview, type Offer, reviewQuery, showDecided } from './queries'

type OfferProps = { review: FullReview; offer: Offer }

const place = (review: FullReview, offer: Offer) => ({ params: { path: { id: review.id, n: offer.n } } })

/** Goes to what is tried then: the pilot, or the experiment itself. */
function useAccept({ review, offer }: OfferProps) {
  const t = useT()
  const [, navigate] = useLocation()
  const { mutate, isPending, error } = api.useMutation('post', '/api/v1/reviews/{id}/counter-offers/{n}/accept', {
    onSuccess: ({ experiment, pilot }) => {
      const { key, status } = pilot ?? experiment
      navigate(`/experiments/${key}`)
      toast(t(status === 'running' ? 'offers.runs' : status === 'in_review' ? 'offers.inReview' : 'offers.taken'))
    },
    onSettled: () => queryClient.invalidateQueries(),
  })
  const accept = (start: boolean) => !isPending && mutate({ ...place(review, offer), body: { start } })
  return { accept, isPending, error }
}

/** One press takes the offer as it is, and starts where nobody has to agree any more. */
export function AnswerOffer({ review, offer }: OfferProps) {
  const t = useT()
  const [saysNo, setSaysNo] = useState(false)
  const { accept, isPending, error } = useAccept({ review, offer })
  const opens = offer.door === 'two_way'
  return (
    <Stack gap={3}>
      <ErrorSummary error={error} />
      <Row>
        {opens && (
          <Button
            kind="primary"
            size="large"
            icon={<Play aria-hidden="true" />}
            pending={isPending}
            onClick={() => accept(true)}
          >
            {t('offers.acceptStart')}
          </Button>
        )}
        <Button kind={opens ? undefined : 'primary'} size="large" pending={isPending} onClick={() => accept(false)}>
          {t('offers.accept')}
        </Button>
        <Button kind="quiet" size="large" onClick={() => setSaysNo(true)}>
          {t('offers.reject')}
        </Button>
      </Row>
      {saysNo && <RejectDialog review={review} offer={offer} onClose={() => setSaysNo(false)} />}
    </Stack>
  )
}

function RejectDialog({ review, offer, onClose }: OfferProps & { onClose: () => void }) {
  const t = useT()
  const rejecting = api.useMutation('post', '/api/v1/reviews/{id}/counter-offers/{n}/reject', {
    onSuccess: (full) => {
      onClose()
      toast(t('offers.rejected'))
      void showDecided(full)
    },
  })
  return (
    <ReasonDialog
      title={t('offers.rejectTitle')}
      label={t('offers.rejectReason')}
      hint={t('offers.rejectHint')}
      action={t('offers.rejectSend')}
      asked={rejecting}
      onSend={(reason) => rejecting.mutate({ ...place(review, offer), body: { reason } })}
      onClose={onClose}
    />
  )
}

/** For who made it, as long as nobody has answered. */
export function WithdrawOffer({ review, offer }: OfferProps) {
  const t = useT()
  const withdrawing = api.useMutation('post', '/api/v1/reviews/{id}/counter-offers/{n}/withdraw', {
    onSuccess: (full) => {
      toast(t('offers.withdrawn'))
      void showDecided(full)
    },
    onError: () => void queryClient.invalidateQueries({ queryKey: reviewQuery(review.id).queryKey }),
  })
  return (
    <Row>
      <ErrorSummary error={withdrawing.error} />
      <Button kind="quiet" pending={withdrawing.isPending} onClick={() => withdrawing.mutate(place(review, offer))}>
        {t('offers.withdraw')}
      </Button>
    </Row>
  )
}
