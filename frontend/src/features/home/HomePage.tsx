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
import { Needs } from './Needs'
import { needsOf } from './needs'
import { type Home, useHome } from './queries'
import { Running } from './Running'

/** Only for whom nothing waits. */
const Ideas = lazy(() => import('./Ideas'))

/** Only who has no team yet needs it. */
const FirstTeam = lazy(async () => {
  const [module] = await Promise.all([import('./FirstTeam'), needTexts('team', 'begin')])
  return module
})

/** Only administrators need it. */
const FirstSteps = lazy(async () => {
  const [module] = await Promise.all([import('./FirstSteps'), needTexts('begin')])
  return module
})

/** Only who has something to do after a lesson needs it. */
const DueFollowUps = lazy(async () => {
  const [module] = await Promise.all([import('./DueFollowUps'), needTexts('followups', 'conflict')])
  return module
})

/** Only who waits for reviewers needs it. */
const WithReviewers = lazy(async () => {
  const [module] = await Promise.all([import('./WithReviewers'), needTexts('turns')])
  return module
})

/** Below the rest, and fetched after it. */
const NewLessons = lazy(() => import('./NewLessons'))
const AsksSupport = lazy(async () => {
  const [module] = await Promise.all([import('./AsksSupport'), needTexts('support')])
  return module
})
const WhatLessonsDid = lazy(async () => {
  const [module] = await Promise.all([import('./WhatLessonsDid'), needTexts('thanks')])
  return module
})
const Anniversaries = lazy(async () => {
  const [module] = await Promise.all([import('./Anniversaries'), needTexts('post')])
  return module
})
const RulesRemoved = lazy(async () => {
  const [module] = await Promise.all([import('./RulesRemoved'), needTexts('support')])
  return module
})

/** Where the day begins: what waits for me, what my teams run, what teams ask for, what others learned lately. */
export default function HomePage() {
  const t = useT()
  const { roles } = usePerson()
  const home = useHome()
  const day = today(new Date(useNow()))
  const n = home.data ? needsOf(home.data, day).length + home.data.follow_ups.length : 0
  return (
    <>
      <PageHeader title={t('home.title')} lead={<Greeting n={n} />} />
      <Loaded query={home} lines={8}>
        {(data) => (
          <Columns>
            <div className={styles.parts}>
              <UnsentNotice />
              <Own home={data} day={day} />
            </div>
            <div className={styles.parts}>
              <Suspense fallback={<Skeleton lines={2 * data.lessons.length + 1} />}>
                <NewLessons lessons={data.lessons} />
              </Suspense>
              <Suspense>{roles.includes('admin') && <FirstSteps />}</Suspense>
              <Suspense>
                <Anniversaries />
              </Suspense>
              <Suspense>
                <RulesRemoved removed={data.removed} />
              </Suspense>
              <Suspense>
                <WhatLessonsDid />
              </Suspense>
            </div>
          </Columns>
        )}
      </Loaded>
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

function Own({ home, day }: { home: Home; day: string }) {
  const { teams, roles } = usePerson()
  const needs = needsOf(home, day)
  const running = home.experiments.filter(({ status }) => status === 'running')
  const due = home.follow_ups
  const calm = needs.length + due.length === 0
  const others = home.support.reviews.filter(({ id }) => home.reviews.every((one) => one.id !== id))
  const asked = home.support.obstacles.length + others.length
  const support = asked > 0 && (
    <Suspense fallback={<Skeleton lines={2 * asked} />}>
      <AsksSupport support={{ ...home.support, reviews: others }} />
    </Suspense>
  )
  if (teams.length > 0)
    return (
      <>
        {calm ? (
          <Suspense fallback={<Skeleton lines={8} />}>
            <Ideas />
          </Suspense>
        ) : (
          needs.length > 0 && <Needs needs={needs} />
        )}
        {due.length > 0 && (
          <Suspense fallback={<Skeleton lines={2 * due.length} />}>
            <DueFollowUps due={due} />
          </Suspense>
        )}
        {home.asked.length > 0 && (
          <Suspense fallback={<Skeleton lines={2 * home.asked.length} />}>
            <WithReviewers reviews={home.asked} />
          </Suspense>
        )}
        {!(calm && running.length === 0) && <Running experiments={running} day={day} />}
        {support}
      </>
    )
  // Who serves the teams sees first what they ask for; who has just come makes a team first.
  const serves = roles.some((role) => role !== 'member')
  return (
    <>
      {!calm && <Needs needs={needs} />}
      {serves && support}
      <Suspense fallback={<Skeleton lines={6} />}>
        <FirstTeam />
      </Suspense>
      {!serves && support}
    </>
  )
}
