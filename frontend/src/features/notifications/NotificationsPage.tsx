import { useInfiniteQuery } from '@tanstack/react-query'
import { BellOff } from 'lucide-react'
import { Link as RouteLink } from 'wouter'
import { asTold } from '@/lib/format'
import { useLanguage, useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Stack } from '@/ui/layout'
import { MoreButton } from '@/ui/MoreButton'
import { PageHeader } from '@/ui/PageHeader'
import { Empty, Unloaded } from '@/ui/states'
import { Time } from '@/ui/Time'
import styles from './NotificationsPage.module.css'
import { type Notification, notificationsQuery, useRead, useReadAll } from './queries'

/** What the person was told: whose turn it became, and what became of what they did. Nobody else reads it. */
export default function NotificationsPage() {
  const t = useT()
  useLanguage()
  const found = useInfiniteQuery(notificationsQuery())
  const readAll = useReadAll()
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  const [newest] = items
  const unread = found.data?.pages[0]?.unread ?? 0
  return (
    <>
      <PageHeader
        title={t('notifications.title')}
        actions={
          newest &&
          unread > 0 && (
            <Button pending={readAll.isPending} onClick={() => readAll.mutate({ body: { up_to: newest.id } })}>
              {t('notifications.readAll')}
            </Button>
          )
        }
      />
      {!found.data ? (
        <Unloaded query={found} lines={6} />
      ) : items.length === 0 ? (
        <Empty icon={BellOff} title={t('notifications.none')}>
          {t('notifications.noneWhy')}
        </Empty>
      ) : (
        <Stack gap={4}>
          <ul className={styles.list}>
            {items.map((one) => (
              <li key={one.id}>
                <One one={one} />
              </li>
            ))}
          </ul>
          <MoreButton list={found}>{t('notifications.more')}</MoreButton>
        </Stack>
      )}
    </>
  )
}

function One({ one }: { one: Notification }) {
  const t = useT()
  const read = useRead()
  const isNew = !one.read_at
  return (
    <RouteLink
      href={one.link}
      className={styles.one}
      data-new={isNew || undefined}
      onClick={() => isNew && read.mutate({ params: { path: { id: one.id } } })}
    >
      <span className={styles.dot} aria-hidden="true" />
      <span>
        {isNew && <span className="visually-hidden">{t('notifications.new')} </span>}
        {one.message}
      </span>
      <span className={styles.when}>
        <Time at={asTold(one.created_at, one)} />
      </span>
    </RouteLink>
  )
}
