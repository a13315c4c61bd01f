import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Heart } from 'lucide-react'
import { useSearchParams } from 'wouter'
import { asProblem, problemText } from '@/lib/api/problem'
import { useTeamName } from '@/lib/directory'
import { useT } from '@/lib/i18n'
import { usePerson } from '@/lib/session'
import { type Thanks, thanksQuery, useTakeBack, type Whose } from '@/lib/thanks'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Link } from '@/ui/Link'
import { Stack } from '@/ui/layout'
import { MoreButton } from '@/ui/MoreButton'
import { PageHeader } from '@/ui/PageHeader'
import { Empty, Unloaded } from '@/ui/states'
import { Tabs } from '@/ui/Tabs'
import { Day } from '@/ui/Time'
import { toast } from '@/ui/toast'
import styles from './ThanksPage.module.css'

/** What teams thanked each other for: no person, no day, and nothing counted. */
export default function ThanksPage() {
  const t = useT()
  const [search] = useSearchParams()
  const name = useTeamName()
  const mine = search.get('mine') === 'true'
  const team = search.get('team')
  const named = team && name(team)
  return (
    <>
      <PageHeader title={t('thanks.title')} lead={t('thanks.lead')} />
      <Stack gap={4}>
        <Tabs
          label={t('thanks.title')}
          tabs={[
            { href: '/thanks', label: t('thanks.all'), current: !mine && !named },
            { href: '/thanks?mine=true', label: t('thanks.mine'), current: mine },
            ...(named ? [{ href: `/thanks?team=${team}`, label: named, current: !mine }] : []),
          ]}
        />
        <List whose={named && !mine ? { team } : mine ? { mine } : {}} />
      </Stack>
    </>
  )
}

function List({ whose }: { whose: Whose }) {
  const t = useT()
  const found = useInfiniteQuery(thanksQuery(whose))
  if (!found.data) return <Unloaded query={found} lines={6} />
  const all = found.data.pages.flatMap((page) => page.items)
  if (all.length === 0)
    return (
      <Empty icon={Heart} title={t('thanks.none')}>
        {t('thanks.noneWhy')}
      </Empty>
    )
  return (
    <>
      <ul className={styles.list}>
        {all.map((thanks) => (
          <li key={thanks.id}>
            <One thanks={thanks} />
          </li>
        ))}
      </ul>
      <MoreButton list={found}>{t('thanks.more')}</MoreButton>
    </>
  )
}

function One({ thanks }: { thanks: Thanks }) {
  const t = useT()
  const client = useQueryClient()
  const isAdmin = usePerson().roles.includes('admin')
  const takeBack = useTakeBack(() => {
    void client.invalidateQueries({ queryKey: ['get', '/api/v1/thanks'] })
    void client.invalidateQueries({ queryKey: ['get', '/api/v1/home/return'] })
    toast(t(thanks.given ? 'thanks.takenBack' : 'thanks.removed'))
  })
  const about = thanks.lesson_id ? `/lessons/${thanks.lesson_id}` : `/experiments/${thanks.experiment_id}`
  return (
    <Card>
      <p className={styles.teams}>
        {t(thanks.from === thanks.to ? 'thanks.oneAnother' : 'thanks.fromTo', { from: thanks.from, to: thanks.to })} ·{' '}
        <Day on={thanks.month} />
      </p>
      <p className={styles.text} lang={thanks.language}>
        {thanks.text}
      </p>
      {thanks.about && <Link href={about}>{thanks.about}</Link>}
      {(thanks.given || thanks.received || isAdmin) && (
        <div>
          <Button
            kind="quiet"
            flush
            pending={takeBack.isPending}
            onClick={() =>
              takeBack.mutate(
                { params: { path: { id: thanks.id } } },
                { onError: (error) => toast(problemText(t, asProblem(error) ?? {})) },
              )
            }
          >
            {t(thanks.given ? 'thanks.takeBack' : 'thanks.remove')}
          </Button>
        </div>
      )}
    </Card>
  )
}
