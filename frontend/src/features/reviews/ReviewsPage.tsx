import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { MousePointerClick } from 'lucide-react'
import { useEffect } from 'react'
import { useLocation, useParams } from 'wouter'
import { useHotkeys } from '@/lib/hotkeys'
import { useT } from '@/lib/i18n'
import { mineQuery } from '@/lib/turn'
import { useWide } from '@/lib/wide'
import { classes } from '@/ui/classes'
import { Empty } from '@/ui/states'
import { addressOf, useFilter } from './filter'
import { inboxQuery, type Review } from './queries'
import { ReviewDetail } from './ReviewDetail'
import { ReviewList } from './ReviewList'
import styles from './ReviewsPage.module.css'

/** The list and the review that is open: side by side where there is room, else one after the other. */
export default function ReviewsPage() {
  const { id } = useParams()
  const wide = useWide()
  const lists = useLists()
  const { mine, others } = lists
  useFirst(wide && !id, mine[0] ?? others[0])
  useMoving([...mine, ...others], id)
  const next = mine.find((review) => review.id !== id)
  return (
    <div className={styles.split} data-wide={wide || undefined}>
      {(wide || !id) && (
        <div className={classes(wide && styles.list)}>
          <ReviewList lists={lists} current={id} />
        </div>
      )}
      {(wide || id) && (
        <div>{id ? <ReviewDetail key={id} id={id} next={next} /> : lists.empty === false && <Nothing />}</div>
      )}
    </div>
  )
}

function Nothing() {
  const t = useT()
  return <Empty icon={MousePointerClick} title={t('reviews.choose')} />
}

export type Lists = ReturnType<typeof useLists>

/** What waits for me, and what waits for others; in another state than "open" there is only one list. */
function useLists() {
  const filter = useFilter()
  const open = !filter.state
  const mineFound = useQuery({ ...mineQuery(filter.gate), enabled: open })
  const found = useInfiniteQuery(inboxQuery(filter))
  const mine = open ? (mineFound.data?.items ?? []) : []
  const isMine = new Set(mine.map(({ id }) => id))
  const others = (found.data?.pages.flatMap((page) => page.items) ?? []).filter(({ id }) => !isMine.has(id))
  const ready = found.data !== undefined && (!open || mineFound.data !== undefined)
  const error = mineFound.error ?? found.error
  return { filter, mine, others, found, ready, error, empty: ready ? mine.length + others.length === 0 : null }
}

/** On wide screens there is always a review open, if there is one. */
function useFirst(wanted: boolean, first: Review | undefined) {
  const filter = useFilter()
  const [, navigate] = useLocation()
  const address = wanted && first ? addressOf(filter, first.id) : null
  useEffect(() => {
    if (address) navigate(address, { replace: true })
  }, [address, navigate])
}

/** J and K go through the lists. */
function useMoving(all: Review[], id: string | undefined) {
  const t = useT()
  const filter = useFilter()
  const [, navigate] = useLocation()
  const at = all.findIndex((review) => review.id === id)
  const move = (to: number) => {
    const review = all[to]
    if (review) navigate(addressOf(filter, review.id))
  }
  useHotkeys([
    { keys: 'j', label: t('reviews.key.next'), run: () => move(at + 1) },
    { keys: 'k', label: t('reviews.key.previous'), run: () => move(at < 0 ? 0 : at - 1) },
  ])
}
