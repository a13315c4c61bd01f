import { useInfiniteQuery } from '@tanstack/react-query'
import { DoorOpen } from 'lucide-react'
import { useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import { Card } from '@/ui/Card'
import { Link } from '@/ui/Link'
import { Stack } from '@/ui/layout'
import { MoreButton } from '@/ui/MoreButton'
import { Empty, Unloaded } from '@/ui/states'
import { Day } from '@/ui/Time'
import { Became, EndBadges } from './Became'
import styles from './Became.module.css'
import { type Decided as DecidedOn, decidedQuery } from './queries'

/** What became of what the person decided. Nobody else reads it, and nothing is counted. */
export function Decided() {
  const t = useT()
  const found = useInfiniteQuery(decidedQuery)
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  if (!found.data) return <Unloaded query={found} lines={6} />
  if (items.length === 0)
    return (
      <Empty icon={DoorOpen} title={t('reviews.decidedNone')}>
        {t('reviews.decidedWhy')}
      </Empty>
    )
  return (
    <Stack gap={4}>
      <p className={styles.about}>{t('reviews.decidedLead')}</p>
      {items.map((one) => (
        <One key={one.id} one={one} />
      ))}
      <MoreButton list={found}>{t('reviews.more')}</MoreButton>
    </Stack>
  )
}

function One({ one }: { one: DecidedOn }) {
  const t = useT()
  const names = useProposalNames()
  return (
    <Card>
      <div className={styles.head}>
        <div>
          <h2>
            <Link href={`/experiments/${one.key}`} lang={one.language}>
              {one.title}
            </Link>
          </h2>
          <p className={styles.about}>
            {one.key} · {t('reviews.endedIn')} <Day on={one.month} />
          </p>
        </div>
        <EndBadges past={one} />
      </div>
      <ul className={styles.said}>
        {one.decisions.map(({ gate, verdict, review_id, revision, dismissed }) => (
          <li key={gate}>
            <Link href={`/reviews/${review_id}`}>{t(`reviews.own.${verdict}`, { gate: names.gate(gate) })}</Link>
            {dismissed && ` · ${t('reviews.ownReplaced', { n: revision })}`}
          </li>
        ))}
      </ul>
      {one.reversible_as_said ? null : <p className={styles.about}>{t('reviews.notSaidYet')}</p>}
      <Became past={one} />
    </Card>
  )
}
