import { useQuery } from '@tanstack/react-query'
import { useT } from '@/lib/i18n'
import { alikeQuery, wordsOf } from '@/lib/similar'
import { AlikeItem } from '@/ui/AlikeItem'
import { Card } from '@/ui/Card'
import type { FullReview } from './queries'

/** Lessons about something like it, those about the same closed gates first; nothing where there are none. */
export function SimilarLessons({ review }: { review: FullReview }) {
  const t = useT()
  const closed = review.gates.map(({ gate }) => gate)
  const { data = [] } = useQuery(
    alikeQuery({ text: wordsOf(review.proposal), gates: closed, except: review.experiment.id }),
  )
  const lessons = data.filter(({ kind }) => kind === 'lesson')
  if (lessons.length === 0) return null
  return (
    <Card title={t('proposal.similar.lessons')}>
      <ul>
        {lessons.map((like) => (
          <AlikeItem key={like.id} like={like} closed={closed} />
        ))}
      </ul>
    </Card>
  )
}
