import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { PartyPopper, Plus, SearchX } from 'lucide-react'
import { Link as RouteLink, useLocation } from 'wouter'
import { useHotkeys } from '@/lib/hotkeys'
import { useT } from '@/lib/i18n'
import { ButtonLink } from '@/ui/Button'
import { Stack } from '@/ui/layout'
import { Mended, toldBy } from '@/ui/Mended'
import { MoreButton } from '@/ui/MoreButton'
import { PageHeader } from '@/ui/PageHeader'
import { SearchBox } from '@/ui/SearchBox'
import { Empty, Note, Unloaded } from '@/ui/states'
import { Tabs } from '@/ui/Tabs'
import { Filters, Narrowed } from './Filters'
import { addressOf, type Filter, isNarrowed, states, useFilter } from './filter'
import { ObstacleCard } from './ObstacleCard'
import styles from './obstacles.module.css'
import { listQuery, removedQuery } from './queries'

/** What gets in the way of those who serve customers, and the rules that are gone already. */
export default function ObstaclesPage() {
  const t = useT()
  const filter = useFilter()
  const [, navigate] = useLocation()
  useHotkeys([{ keys: 'n', label: t('obstacles.add'), run: () => navigate('/obstacles/new') }])
  return (
    <>
      <PageHeader
        title={t('obstacles.title')}
        lead={t('obstacles.lead')}
        actions={
          <ButtonLink kind="primary" href="/obstacles/new" icon={<Plus aria-hidden="true" />}>
            {t('obstacles.add')}
          </ButtonLink>
        }
      />
      <Stack gap={4}>
        <Tabs
          label={t('obstacles.title')}
          tabs={[undefined, ...states].map((state) => ({
            href: addressOf({ ...filter, state }),
            label: t(`obstacles.tab.${state ?? 'all'}`),
            current: filter.state === state,
          }))}
        />
        <div className={styles.tools}>
          <SearchBox
            q={filter.q}
            label={t('obstacles.search')}
            hint={t('obstacles.searchHint')}
            onSearch={(q) => navigate(addressOf({ ...filter, q, exact: undefined }), { replace: true })}
          />
          <Filters filter={filter} />
        </div>
        <Narrowed filter={filter} />
        <RemovedSoFar />
        <Found filter={filter} />
      </Stack>
    </>
  )
}

function RemovedSoFar() {
  const t = useT()
  const { count = 0 } = useQuery(removedQuery).data ?? {}
  if (count === 0) return null
  return (
    <Note tone="open" icon={PartyPopper}>
      {t('obstacles.removedSoFar', { n: count })}
    </Note>
  )
}

function Found({ filter }: { filter: Filter }) {
  const t = useT()
  const found = useInfiniteQuery(listQuery(filter))
  if (!found.data) return <Unloaded query={found} lines={8} />
  const items = found.data.pages.flatMap((page) => page.items)
  const { instead, words } = toldBy(found.data.pages)
  return (
    <div className={styles.found} aria-busy={found.isPlaceholderData}>
      {instead && filter.q && <Mended q={filter.q} instead={instead} exactly={addressOf({ ...filter, exact: true })} />}
      {items.length === 0 && <Nothing filter={filter} />}
      <ul className={styles.list}>
        {items.map((obstacle) => (
          <li key={obstacle.id}>
            <ObstacleCard obstacle={obstacle} words={words} />
          </li>
        ))}
      </ul>
      <MoreButton list={found}>{t('obstacles.more')}</MoreButton>
    </div>
  )
}

const examples = ['forms', 'approval', 'clock'] as const

/** Nothing was posted yet, or nothing fits: three examples say what belongs here. */
function Nothing({ filter }: { filter: Filter }) {
  const t = useT()
  if (isNarrowed(filter))
    return (
      <Empty
        icon={SearchX}
        title={t('obstacles.noMatch')}
        actions={<ButtonLink href="/obstacles">{t('obstacles.clear')}</ButtonLink>}
      />
    )
  return (
    <section className={styles.none} aria-labelledby="none">
      <h2 id="none">{t('obstacles.none')}</h2>
      <p>{t('obstacles.noneWhy')}</p>
      <ul className={styles.examples}>
        {examples.map((example) => (
          <li key={example}>
            <RouteLink
              href={`/obstacles/new?${new URLSearchParams({ text: t(`obstacles.example.${example}`) })}`}
              className={styles.example}
            >
              {t(`obstacles.example.${example}`)}
            </RouteLink>
          </li>
        ))}
      </ul>
    </section>
  )
}
