import { useInfiniteQuery } from '@tanstack/react-query'
import { FlaskConical, Plus, SearchX, Stamp } from 'lucide-react'
import { useRef } from 'react'
import { useLocation } from 'wouter'
import { useHotkeys } from '@/lib/hotkeys'
import { useT } from '@/lib/i18n'
import { ButtonLink } from '@/ui/Button'
import { Stack } from '@/ui/layout'
import { Mended, toldBy } from '@/ui/Mended'
import { MoreButton } from '@/ui/MoreButton'
import { PageHeader } from '@/ui/PageHeader'
import { Kbd } from '@/ui/Prose'
import { SearchBox } from '@/ui/SearchBox'
import { Empty, Unloaded } from '@/ui/states'
import styles from './ExperimentsPage.module.css'
import { Filters, Narrowed } from './Filters'
import { addressOf, type Filter, isNarrowed, useFilter } from './filter'
import { listQuery, type Summary } from './queries'
import { Row } from './Row'

/** Everything that was ever tried, newest first; with words, the best match first. */
export default function ExperimentsPage() {
  const t = useT()
  const filter = useFilter()
  const [, navigate] = useLocation()
  return (
    <>
      <PageHeader
        title={t('experiments.title')}
        lead={t('experiments.lead')}
        actions={
          <ButtonLink kind="quiet" flush href="/templates" icon={<Stamp aria-hidden="true" />}>
            {t('shell.templates')}
          </ButtonLink>
        }
      />
      <Stack gap={4}>
        <div className={styles.tools}>
          <SearchBox
            q={filter.q}
            label={t('experiments.search')}
            hint={t('experiments.searchHint')}
            onSearch={(q) => navigate(addressOf({ ...filter, q, exact: undefined }), { replace: true })}
          />
          <Filters filter={filter} />
        </div>
        <Narrowed filter={filter} />
        <Found filter={filter} />
      </Stack>
    </>
  )
}

function Found({ filter }: { filter: Filter }) {
  const t = useT()
  const found = useInfiniteQuery(listQuery(filter))
  const items = found.data?.pages.flatMap((page) => page.items)
  if (!items) return <Unloaded query={found} lines={8} />
  if (items.length === 0) return <Nothing filter={filter} />
  const { instead, words } = toldBy(found.data?.pages ?? [])
  return (
    <Stack gap={4}>
      {instead && filter.q && <Mended q={filter.q} instead={instead} exactly={addressOf({ ...filter, exact: true })} />}
      <List items={items} words={words} />
      <MoreButton list={found}>{t('experiments.more')}</MoreButton>
      <p className={styles.keys}>
        <Kbd keys="j" /> <Kbd keys="k" /> <span>{t('experiments.keys.move')}</span> <Kbd keys="Enter" />{' '}
        <span>{t('experiments.keys.open')}</span>
      </p>
    </Stack>
  )
}

/** J and K move the focus from title to title; Enter opens it, as it does every link. */
function List({ items, words }: { items: Summary[]; words: readonly string[] }) {
  const t = useT()
  const ref = useRef<HTMLUListElement>(null)
  const move = (step: 1 | -1) => {
    const links = [...(ref.current?.querySelectorAll<HTMLElement>('h2 a') ?? [])]
    const at = links.indexOf(document.activeElement as HTMLElement)
    links[Math.min(Math.max(at + step, 0), links.length - 1)]?.focus()
  }
  useHotkeys([
    { keys: 'j', label: t('experiments.keys.next'), run: () => move(1) },
    { keys: 'k', label: t('experiments.keys.previous'), run: () => move(-1) },
  ])
  return (
    <ul ref={ref} className={styles.list}>
      {items.map((item) => (
        <Row key={item.id} experiment={item} words={words} />
      ))}
    </ul>
  )
}

function Nothing({ filter }: { filter: Filter }) {
  const t = useT()
  const propose = (
    <ButtonLink kind="primary" href="/propose" icon={<Plus aria-hidden="true" />}>
      {t('shell.propose')}
    </ButtonLink>
  )
  if (!isNarrowed(filter))
    return (
      <Empty icon={FlaskConical} title={t('experiments.none')} actions={propose}>
        {t('experiments.noneWhy')}
      </Empty>
    )
  return (
    <Empty
      icon={SearchX}
      title={t('experiments.noMatch')}
      actions={
        <>
          <ButtonLink href={addressOf({})}>{t('experiments.clear')}</ButtonLink>
          {propose}
        </>
      }
    >
      {t('experiments.noMatchWhy')}
    </Empty>
  )
}
