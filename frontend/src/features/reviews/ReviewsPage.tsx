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
import { Decided } from './Decided'
import { addressOf, useFilter } from './filter'
import { inboxQuery, type Review } from './queries'
import { ReviewDetail } from './ReviewDetail'
import { ReviewList } from './ReviewList'
import styles from './ReviewsPage.module.css'
import { Top } from './Top'

/** The lists and the review that is open: side by side where there is room, else one after the other. */
export default function ReviewsPage() {
  const { id } = useParams()
  const wide = useWide()
  const { tab, state } = useFilter()
  if (tab === 'decided' && !state && !id)
    return (
      <>
        <Top current={id} />
        <Decided />
      </>
    )
  return <Inbox id={id} wide={wide} />
}

function Inbox({ id, wide }: { id: string | undefined; wide: boolean }) {
  const list = useList()
  useFirst(wide && !id, list.reviews[0])
  useMoving(list.reviews, id)
  const next = list.filter.tab === 'mine' ? list.reviews.find((review) => review.id !== id) : undefined
  const split = wide && (id !== undefined || list.reviews.length > 0)
  return (
    <>
      {(wide || !id) && <Top current={id} />}
      <div className={styles.split} data-wide={split || undefined}>
        {(wide || !id) && (
          <div className={classes(split && styles.list)}>
            <ReviewList list={list} current={id} />
          </div>
        )}
        {(wide || id) && (
          <div>{id ? <ReviewDetail key={id} id={id} next={next} /> : list.reviews.length > 0 && <Nothing />}</div>
        )}
      </div>
    </>
  )
}

function Nothing() {
  const t = useT()
  return <Empty icon={MousePointerClick} title={t('reviews.choose')} />
}

export type List = ReturnType<typeof useList>

/** The reviews of the list that stands in the address. */
function useList() {
  const filter = useFilter()
  const isMine = filter.tab === 'mine' && !filter.state
  const mine = useQuery({ ...mineQuery(filter.gate), enabled: isMine })
  const found = useInfiniteQuery({ ...inboxQuery(filter), enabled: !isMine })
  const reviews: Review[] = isMine ? (mine.data?.items ?? []) : (found.data?.pages.flatMap(({ items }) => items) ?? [])
  const { data, error, refetch } = isMine ? mine : found
  const more = !isMine && found.hasNextPage
  return { filter, reviews, ready: data !== undefined, error, refetch, more, found }
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

/** J and K go through the list. */
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
