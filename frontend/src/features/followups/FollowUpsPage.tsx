import { useInfiniteQuery } from '@tanstack/react-query'
import { ListChecks } from 'lucide-react'
import { useT } from '@/lib/i18n'
import { ButtonLink } from '@/ui/Button'
import { FollowUpRow } from '@/ui/FollowUpRow'
import { Stack } from '@/ui/layout'
import { MoreButton } from '@/ui/MoreButton'
import { PageHeader } from '@/ui/PageHeader'
import { Empty, Unloaded } from '@/ui/states'
import { Tabs } from '@/ui/Tabs'
import styles from './FollowUpsPage.module.css'
import { addressOf, listQuery, type Shelf, shelves, useShelf } from './queries'

/** What one's teams are to do because of lessons, and what others do for them. */
export default function FollowUpsPage() {
  const t = useT()
  const shelf = useShelf()
  return (
    <>
      <PageHeader title={t('followups.title')} lead={t('followups.lead')} />
      <Stack gap={4}>
        <Tabs
          label={t('followups.title')}
          tabs={shelves.map((one) => ({ href: addressOf(one), label: t(`followups.${one}`), current: one === shelf }))}
        />
        <Found shelf={shelf} />
      </Stack>
    </>
  )
}

function Found({ shelf }: { shelf: Shelf }) {
  const t = useT()
  const found = useInfiniteQuery(listQuery(shelf))
  if (!found.data) return <Unloaded query={found} lines={6} />
  const items = found.data.pages.flatMap((page) => page.items)
  if (items.length === 0) return <Nothing shelf={shelf} />
  return (
    <div aria-busy={found.isPlaceholderData}>
      <h2 className="visually-hidden">{t(`followups.${shelf}`)}</h2>
      <ul className={styles.list}>
        {items.map((one) => (
          <li key={one.id}>
            <FollowUpRow followUp={one} />
          </li>
        ))}
      </ul>
      <MoreButton list={found}>{t('followups.more')}</MoreButton>
    </div>
  )
}

function Nothing({ shelf }: { shelf: Shelf }) {
  const t = useT()
  const isAll = shelf === 'open'
  return (
    <Empty
      icon={ListChecks}
      title={t(isAll ? 'followups.none' : 'followups.noneSuch')}
      actions={!isAll && <ButtonLink href={addressOf('open')}>{t('followups.open')}</ButtonLink>}
    >
      {t(isAll ? 'followups.noneWhy' : 'followups.noneSuchWhy')}
    </Empty>
  )
}
