import { useQuery } from '@tanstack/react-query'
import { useT } from '@/lib/i18n'
import { usePerson } from '@/lib/session'
import { mineQuery } from '@/lib/turn'
import { PageHeader } from '@/ui/PageHeader'
import { Tabs } from '@/ui/Tabs'
import { FilterButton, Narrowed } from './Filters'
import { addressOf, type Tab, tabs, useFilter } from './filter'
import styles from './Top.module.css'

/** The name of the page, its lists, and what narrows them. The heading of a page with an open review is the review's. */
export function Top({ current }: { current: string | undefined }) {
  const t = useT()
  const filter = useFilter()
  return (
    <div className={styles.top}>
      {current ? <h2 className={styles.name}>{t('reviews.title')}</h2> : <PageHeader title={t('reviews.title')} />}
      <div className={styles.lists}>
        <Lists />
      </div>
      {(filter.tab !== 'decided' || filter.state) && <FilterButton filter={filter} current={current} />}
      <Narrowed filter={filter} current={current} />
    </div>
  )
}

/** Who reviews for no route has neither routes nor decisions. */
const ofReviewers: Tab[] = ['routes', 'decided']

function Lists() {
  const t = useT()
  const filter = useFilter()
  const { routes } = usePerson()
  const { data } = useQuery(mineQuery())
  const shown = tabs.filter((tab) => routes.length > 0 || tab === filter.tab || !ofReviewers.includes(tab))
  return (
    <Tabs
      label={t('reviews.lists')}
      tabs={shown.map((tab) => ({
        href: addressOf({ tab, gate: tab === 'decided' ? undefined : filter.gate }),
        label: t(`reviews.list.${tab}`),
        current: !filter.state && tab === filter.tab,
        count: tab === 'mine' ? data?.items.length : undefined,
      }))}
    />
  )
}
