import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { FolderDown, ListChecks, Mail, Plus, Sprout } from 'lucide-react'
import { lazy } from 'react'
import { useLocation } from 'wouter'
import { useT } from '@/lib/i18n'
import { useWide } from '@/lib/wide'
import { ButtonLink } from '@/ui/Button'
import { Chosen } from '@/ui/Chosen'
import { FileLink } from '@/ui/FileLink'
import { FiltersButton } from '@/ui/FiltersButton'
import { Row, Stack } from '@/ui/layout'
import { Mended, toldBy } from '@/ui/Mended'
import { MoreButton } from '@/ui/MoreButton'
import { PageHeader } from '@/ui/PageHeader'
import { SearchBox } from '@/ui/SearchBox'
import { Empty, Later, Unloaded } from '@/ui/states'
import { Tabs } from '@/ui/Tabs'
import { contraryFirst } from './contrary'
import { Facets } from './Facets'
import { LessonCard } from './LessonCard'
import styles from './LibraryPage.module.css'
import { useFacetNames } from './names'
import { fewLessonsQuery, libraryQuery, type Shelved } from './queries'
import { addressOf, type Count, facets, isNarrowed, type Shelf, useShelf } from './shelf'

/** Read less often than the rest. */
const StoppedBelieving = lazy(() => import('./StoppedBelieving'))

/** Where each tab leads: good stories are the lessons of what worked. */
const shelves = { all: {}, worked: { outcome: 'worked' }, stopped: { belief: 'stopped' } } as const

/** What all experiments taught: to be searched before a new one starts. */
export default function LibraryPage() {
  const t = useT()
  const shelf = useShelf()
  const wide = useWide()
  const { belief } = shelf
  const present = belief ?? (shelf.outcome === 'worked' ? 'worked' : 'all')
  const tabs = (['all', 'worked', 'stopped'] as const).map((tab) => ({
    href: addressOf(shelves[tab]),
    label: t(`lessons.tab.${tab}`),
    current: present === tab,
  }))
  return (
    <>
      <PageHeader
        title={t('lessons.title')}
        lead={t('lessons.lead')}
        actions={
          <Row gap={5}>
            {wide && <Weekly flush />}
            <ButtonLink kind="quiet" flush href="/follow-ups" icon={<ListChecks aria-hidden="true" />}>
              {t('lessons.myFollowUps')}
            </ButtonLink>
          </Row>
        }
      />
      <Stack gap={4}>
        <Tabs label={t('lessons.title')} tabs={tabs} />
        {present === 'worked' && <p className={styles.count}>{t('lessons.stories')}</p>}
        {belief ? (
          <Later lines={8}>
            <StoppedBelieving shelf={shelf} />
          </Later>
        ) : (
          <Library shelf={shelf} />
        )}
      </Stack>
    </>
  )
}

/** The way to the weekly mail: on top, or on a phone below the lessons. */
function Weekly({ flush }: { flush?: boolean }) {
  const t = useT()
  return (
    <ButtonLink kind="quiet" flush={flush} href="/settings#digest" icon={<Mail aria-hidden="true" />}>
      {t('lessons.weekly')}
    </ButtonLink>
  )
}

function Library({ shelf }: { shelf: Shelf }) {
  const t = useT()
  const [, navigate] = useLocation()
  const wide = useWide()
  const found = useLibrary(shelf)
  const counts = found.data?.pages[0]?.facets
  return (
    <>
      <SearchBox
        q={shelf.q}
        label={t('lessons.search')}
        hint={t('lessons.searchHint')}
        onSearch={(q) => navigate(addressOf({ ...shelf, q, exact: undefined }), { replace: true })}
      />
      {!wide && (
        <FiltersButton show={t('lessons.show', { n: total(counts) })}>
          <Facets shelf={shelf} counts={counts} />
        </FiltersButton>
      )}
      <Narrowed shelf={shelf} />
      <div className={styles.columns}>
        {wide && <Facets shelf={shelf} counts={counts} />}
        <Results shelf={shelf} found={found} />
      </div>
    </>
  )
}

type Counts = Record<string, Count[]> | undefined

/** Every lesson has exactly one maturity, so these counts add up to all. */
const total = (counts: Counts) => (counts?.maturity ?? []).reduce((sum, { count }) => sum + count, 0)

function Narrowed({ shelf }: { shelf: Shelf }) {
  const nameOf = useFacetNames()
  const texts = Object.fromEntries(facets.map((facet) => [facet, shelf[facet] && nameOf(facet, shelf[facet])]))
  return <Chosen texts={texts} without={(facet) => addressOf({ ...shelf, [facet]: undefined })} />
}

const useLibrary = (shelf: Shelf) => useInfiniteQuery(libraryQuery(shelf))

type ResultsProps = { shelf: Shelf; found: ReturnType<typeof useLibrary> }

function Results({ shelf, found }: ResultsProps) {
  const t = useT()
  const wide = useWide()
  if (!found.data) return <Unloaded query={found} lines={8} />
  const lessons = found.data.pages.flatMap((page) => page.items)
  const { instead, words } = toldBy(found.data.pages)
  const n = total(found.data.pages[0]?.facets)
  const { first, others } = shelf.q ? contraryFirst(lessons) : { first: [], others: lessons }
  return (
    <div className={styles.results} aria-busy={found.isPlaceholderData}>
      {instead && shelf.q && <Mended q={shelf.q} instead={instead} exactly={addressOf({ ...shelf, exact: true })} />}
      <p className={styles.count} role="status">
        {lessons.length > 0 && t(shelf.q ? 'lessons.countAbout' : 'lessons.count', { n, q: instead ?? shelf.q ?? '' })}
      </p>
      {lessons.length === 0 && <Nothing shelf={shelf} />}
      {first.length > 0 && (
        <section className={styles.contrary} aria-labelledby="contrary">
          <h2 id="contrary" className={styles.near}>
            {t('lessons.contrary')}
          </h2>
          <Cards lessons={first} words={words} />
        </section>
      )}
      {first.length > 0 && others.length > 0 && <h2>{t('lessons.others')}</h2>}
      <Cards lessons={others} words={words} />
      <MoreButton list={found}>{t('lessons.more')}</MoreButton>
      {lessons.length > 0 && !shelf.q && !isNarrowed(shelf) && (
        <Row>
          <FileLink href="/api/v1/lessons/export" icon={<FolderDown aria-hidden="true" />}>
            {t('lessons.export')}
          </FileLink>
          {!wide && <Weekly />}
        </Row>
      )}
    </div>
  )
}

function Cards({ lessons, words }: { lessons: Shelved[]; words: readonly string[] }) {
  return (
    <ul className={styles.cards}>
      {lessons.map((lesson) => (
        <li key={lesson.id}>
          <LessonCard lesson={lesson} words={words} />
        </li>
      ))}
    </ul>
  )
}

/** Nobody has tried this yet: the best reason to be the first. Below it what comes nearest. */
function Nothing({ shelf }: { shelf: Shelf }) {
  const t = useT()
  const narrowed = isNarrowed(shelf)
  const near = useQuery(fewLessonsQuery(narrowed ? shelf.q : undefined))
  const lessons = near.data?.items ?? []
  const isEmpty = near.data && lessons.length === 0 && !shelf.q && !narrowed
  const propose = (
    <ButtonLink kind={narrowed ? 'secondary' : 'primary'} href="/propose" icon={<Plus aria-hidden="true" />}>
      {t('lessons.beFirst')}
    </ButtonLink>
  )
  if (isEmpty)
    return (
      <Empty icon={Sprout} title={t('lessons.none')} actions={propose}>
        {t('lessons.noneWhy')}
      </Empty>
    )
  return (
    <Stack gap={5}>
      <Empty
        icon={Sprout}
        title={shelf.q && !narrowed ? t('lessons.nobody', { q: shelf.q }) : t('lessons.nothingFits')}
        actions={
          <>
            {narrowed && (
              <ButtonLink kind="primary" href={addressOf({ q: shelf.q })}>
                {t('lessons.withoutFilters')}
              </ButtonLink>
            )}
            {propose}
          </>
        }
      >
        {!narrowed && t('lessons.nobodyWhy')}
      </Empty>
      {lessons.length > 0 && (
        <section>
          <h2 className={styles.near}>{t(narrowed && shelf.q ? 'lessons.nearest' : 'lessons.newest')}</h2>
          <Cards lessons={lessons} words={near.data?.words ?? []} />
        </section>
      )}
    </Stack>
  )
}
