import { useInfiniteQuery } from '@tanstack/react-query'
import { Milestone } from 'lucide-react'
import { Link as RouteLink } from 'wouter'
import { useT } from '@/lib/i18n'
import { ButtonLink } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { MoreButton } from '@/ui/MoreButton'
import { Empty, Unloaded } from '@/ui/states'
import { Day } from '@/ui/Time'
import { Evidence, useExperiments } from './Evidence'
import { type Lesson, libraryQuery, type Named } from './queries'
import styles from './StoppedBelieving.module.css'
import { addressOf, type Shelf } from './shelf'

/** The shelf of what was believed once: what it was, what replaced it, or who found otherwise. */
export default function StoppedBelieving({ shelf }: { shelf: Shelf }) {
  const t = useT()
  const found = useInfiniteQuery(libraryQuery(shelf))
  if (!found.data) return <Unloaded query={found} lines={8} />
  const { pages } = found.data
  if (pages.every(({ items }) => items.length === 0))
    return (
      <Empty
        icon={Milestone}
        title={t('lessons.stopped.none')}
        actions={<ButtonLink href={addressOf({})}>{t('lessons.tab.all')}</ButtonLink>}
      >
        {t('lessons.stopped.noneWhy')}
      </Empty>
    )
  return (
    <div className={styles.shelf} aria-busy={found.isPlaceholderData}>
      <p className={styles.lead}>{t('lessons.stopped.lead')}</p>
      <ul className={styles.shelf}>
        {pages.map(({ items }) => (
          <Read key={items[0]?.id} lessons={items} />
        ))}
      </ul>
      <MoreButton list={found}>{t('lessons.more')}</MoreButton>
    </div>
  )
}

/** A page of the shelf: whatever it names is asked for at once. */
function Read({ lessons }: { lessons: readonly Lesson[] }) {
  const doubted = lessons.filter((lesson) => !lesson.superseded_by)
  const experiments = useExperiments(doubted.flatMap(({ evidence }) => evidence.otherwise))
  return lessons.map((lesson) => (
    <li key={lesson.id}>
      <Once lesson={lesson} otherwise={experiments(lesson.evidence.otherwise)} />
    </li>
  ))
}

function Once({ lesson, otherwise }: { lesson: Lesson; otherwise: readonly Named[] }) {
  const t = useT()
  const { id, headline = '', language, team, month, superseded_by: by } = lesson
  return (
    <Card>
      <div className={styles.once}>
        <p className={styles.label}>
          {t('lessons.stopped.believed')} · {team} · <Day on={month} />
        </p>
        <h2 className={styles.believed} lang={language}>
          <RouteLink href={`/lessons/${id}`}>{headline}</RouteLink>
        </h2>
      </div>
      {by ? (
        <div className={styles.now}>
          <p className={styles.label}>
            {t('lessons.stopped.now')} · <Day on={by.month} />
          </p>
          <p className={styles.replaced} lang={by.language}>
            <RouteLink href={`/lessons/${by.id}`}>{by.headline}</RouteLink>
          </p>
        </div>
      ) : (
        <Otherwise experiments={otherwise} />
      )}
    </Card>
  )
}

function Otherwise({ experiments }: { experiments: readonly Named[] }) {
  const t = useT()
  return (
    <div className={styles.now}>
      <p className={styles.label}>{t('lessons.stopped.otherwise')}</p>
      <Evidence experiments={experiments} />
    </div>
  )
}
