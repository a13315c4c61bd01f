import { useChangeCheck } from '@/lib/changeCheck'
import { answersOf, type OfferDraft, openersOf, patchOf } from './offer'
import type { FullReview } from './queries'

/** What the door says of the proposal as it is, and of what is offered. */
export function useOfferCheck(review: FullReview, offer: OfferDraft, wanted = true) {
  const pilot = offer.kind === 'split'
  const base = useChangeCheck(review.experiment.id, {}, pilot, wanted)
  const patch = patchOf(review, offer, answersOf(offer, openersOf(base.data)))
  const check = useChangeCheck(review.experiment.id, patch, pilot, wanted)
  return { base, check, patch }
}
