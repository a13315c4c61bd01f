import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { today } from '@/lib/format'
import { needTexts, useT } from '@/lib/i18n'
import { usePerson } from '@/lib/session'
import { Columns } from '@/ui/layout'
import { PageHeader } from '@/ui/PageHeader'
import { Loaded, Skeleton } from '@/ui/states'
import { useNow } from '@/ui/Time'
import { UnsentNotice } from '@/ui/UnsentNotice'
import styles from './HomePage.module.css'
import { Ideas } from './Ideas'
import { Needs } from './Needs'
import { NewLessons } from './NewLessons'
import { type Need, needsOf } from './needs'
import { type Mine, newLessonsQuery, useMine } from './queries'
import { Running } from './Running'
import { WithReviewers } from './WithReviewers'

/** Only who has no team yet needs it. */
const FirstTeam = lazy(async () => {
  const [module] = await Promise.all([import('./FirstTeam'), needTexts('team')])
  return module
})

/** Where the day begins: what waits for me, what my teams run, what others learned lately. */
export default function HomePage() {
  const t = useT()
  const mine = useMine()
  const lessons = useQuery(newLessonsQuery)
  const day = today(new Date(useNow()))
  const n = mine.data ? needsOf(mine.data, day).length : 0
  return (
    <>
      <PageHeader title={t('home.title')} lead={<Greeting n={n} />} />
      <Columns>
        <div className={styles.parts}>
          <UnsentNotice />
          <Loaded query={mine} lines={8}>
            {(data) => <Own mine={data} needs={needsOf(data, day)} day={day} />}
          </Loaded>
        </div>
        {/* Below the rest on phones, so it waits: nothing that is being read moves. */}
        {(mine.data || mine.error) && <NewLessons query={lessons} />}
      </Columns>
    </>
  )
}

function Greeting({ n }: { n: number }) {
  const t = useT()
  const hour = new Date(useNow()).getHours()
  const part = hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'
  return (
    <p>
      {t(`home.greeting.${part}`)} {n > 0 && t('home.waiting', { n })}
    </p>
  )
}

function Own({ mine, needs, day }: { mine: Mine; needs: Need[]; day: string }) {
  const { teams } = usePerson()
  const running = mine.going.filter(({ status }) => status === 'running')
  const calm = needs.length === 0
  if (teams.length > 0)
    return (
      <>
        {calm ? <Ideas /> : <Needs needs={needs} />}
        <WithReviewers />
        {!(calm && running.length === 0) && <Running experiments={running} day={day} />}
      </>
    )
  return (
    <>
      {!calm && <Needs needs={needs} />}
      <Suspense fallback={<Skeleton lines={6} />}>
        <FirstTeam />
      </Suspense>
    </>
  )
}
