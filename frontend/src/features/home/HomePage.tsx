import type { ReactNode } from 'react'
import { today } from '@/lib/format'
import { part, useT } from '@/lib/i18n'
import { usePerson } from '@/lib/session'
import { Columns } from '@/ui/layout'
import { PageHeader } from '@/ui/PageHeader'
import { Later, Loaded } from '@/ui/states'
import { useNow } from '@/ui/Time'
import { UnsentNotice } from '@/ui/UnsentNotice'
import styles from './HomePage.module.css'
import { Needs } from './Needs'
import { type Need, needsOf } from './needsOf'
import { type Home, useHome } from './queries'
import { Running } from './Running'

/** Only for whom nothing waits. */
const Ideas = part(() => import('./Ideas'))

/** Only who has no team yet needs it. */
const FirstTeam = part(() => import('./FirstTeam'), 'team', 'begin')

/** Only administrators need it. */
const FirstSteps = part(() => import('./FirstSteps'), 'begin')

/** Only who has something to do after a lesson needs it. */
const DueFollowUps = part(() => import('./DueFollowUps'), 'followups', 'conflict')

/** Only who waits for reviewers needs it. */
const WithReviewers = part(() => import('./WithReviewers'), 'turns')

/** Below the rest, and fetched after it. */
const NewLessons = part(() => import('./NewLessons'))
const AsksSupport = part(() => import('./AsksSupport'), 'support')
const WhatLessonsDid = part(() => import('./WhatLessonsDid'), 'thanks')
const Anniversaries = part(() => import('./Anniversaries'), 'post')
const RulesRemoved = part(() => import('./RulesRemoved'), 'support')

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
              <Later lines={2 * data.lessons.length + 1}>
                <NewLessons lessons={data.lessons} />
              </Later>
              <Later>{roles.includes('admin') && <FirstSteps />}</Later>
              <Later>
                <Anniversaries />
              </Later>
              <Later>
                <RulesRemoved removed={data.removed} />
              </Later>
              <Later>
                <WhatLessonsDid />
              </Later>
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
  const { teams } = usePerson()
  const needs = needsOf(home, day)
  const others = home.support.reviews.filter(({ id }) => home.reviews.every((one) => one.id !== id))
  const asked = home.support.obstacles.length + others.length
  const support = asked > 0 && (
    <Later lines={2 * asked}>
      <AsksSupport support={{ ...home.support, reviews: others }} />
    </Later>
  )
  if (teams.length === 0) return <WithoutTeam needs={needs} support={support} />
  return (
    <>
      <OfTeams home={home} day={day} needs={needs} />
      {support}
    </>
  )
}

function OfTeams({ home, day, needs }: { home: Home; day: string; needs: Need[] }) {
  const running = home.experiments.filter(({ status }) => status === 'running')
  const { follow_ups: due, asked } = home
  const calm = needs.length + due.length === 0
  return (
    <>
      {calm && (
        <Later lines={8}>
          <Ideas />
        </Later>
      )}
      {needs.length > 0 && <Needs needs={needs} />}
      {due.length > 0 && (
        <Later lines={2 * due.length}>
          <DueFollowUps due={due} />
        </Later>
      )}
      {asked.length > 0 && (
        <Later lines={2 * asked.length}>
          <WithReviewers reviews={asked} />
        </Later>
      )}
      {!(calm && running.length === 0) && <Running experiments={running} day={day} />}
    </>
  )
}

/** Who serves the teams sees first what they ask for; who has just come makes a team first. */
function WithoutTeam({ needs, support }: { needs: Need[]; support: ReactNode }) {
  const { roles } = usePerson()
  const serves = roles.some((role) => role !== 'member')
  return (
    <>
      {needs.length > 0 && <Needs needs={needs} />}
      {serves && support}
      <Later lines={6}>
        <FirstTeam />
      </Later>
      {!serves && support}
    </>
  )
}
