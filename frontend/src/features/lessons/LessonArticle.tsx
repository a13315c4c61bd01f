import { CircleCheck, CircleDashed, CircleSlash } from 'lucide-react'
import type { MouseEvent, ReactNode } from 'react'
import { useFormats } from '@/lib/format'
import { type Key, useT } from '@/lib/i18n'
import { OutcomeBadge } from '@/ui/Badge'
import { PageHeader } from '@/ui/PageHeader'
import { Prose } from '@/ui/Prose'
import { Day } from '@/ui/Time'
import { Belief, useNextLook, useSureness } from './Belief'
import { Evidence, useExperiments } from './Evidence'
import styles from './LessonArticle.module.css'
import { kinds } from './names'
import { Onward } from './Onward'
import type { Lesson, Named } from './queries'

type ArticleProps = { lesson: Lesson; back?: { href: string; label: string } }

/** A lesson as readers see it. Without `back` it is a part of another page: the preview of its team. */
export function LessonArticle({ lesson, back }: ArticleProps) {
  const { headline = '', language } = lesson
  return (
    <article className={styles.article}>
      {back ? (
        <div className={styles.head}>
          <PageHeader title={headline} lang={language} back={back} badges={<Origin lesson={lesson} />} />
        </div>
      ) : (
        <div className={styles.head}>
          <p className={styles.title} lang={language}>
            {headline}
          </p>
          <div className={styles.origin}>
            <Origin lesson={lesson} />
          </div>
        </div>
      )}
      <Belief lesson={lesson} />
      <div className={styles.body} lang={language}>
        <Story lesson={lesson} />
        <Conditions lesson={lesson} />
        <Section id="sensible" title="lessons.sensible" text={lesson.seemed_sensible} />
        <Section id="well" title="lessons.well" text={lesson.went_well} />
        <Section id="noticed" title="lessons.noticed" text={lesson.noticed} />
        <Reach lesson={lesson} />
        <Section id="next" title="lessons.next" text={lesson.what_next} />
        <FollowUps lesson={lesson} />
        <Found lesson={lesson} />
      </div>
      <Source lesson={lesson} />
    </article>
  )
}

/** Team and month only: a lesson tells of no person and no day. */
function Origin({ lesson }: { lesson: Lesson }) {
  const t = useT()
  const parts = [lesson.team, lesson.moment].filter(Boolean).join(' · ')
  return (
    <>
      <OutcomeBadge outcome={lesson.outcome} hollow={lesson.hollow_win} />
      <span className={styles.from}>
        {parts} · <Day on={lesson.month} />
        {lesson.customers && ` · ${t('lessons.customers', { n: lesson.customers })}`}
        {lesson.days && ` · ${t('lessons.days', { n: lesson.days })}`}
      </span>
    </>
  )
}

function Story({ lesson }: { lesson: Lesson }) {
  return (
    <>
      <Section id="change" title="lessons.change" text={lesson.change} />
      <div className={styles.pair}>
        <Section id="expected" title="lessons.expected" text={lesson.expected} quiet />
        <Section id="happened" title="lessons.happened" text={lesson.happened} />
      </div>
      <Section id="surprise" title="lessons.surprise" text={lesson.surprise} loud />
    </>
  )
}

type SectionProps = {
  id: string
  title: Key
  text?: string
  quiet?: boolean
  loud?: boolean
  children?: ReactNode
}

/** A part with an address of its own. What was not written is not there. */
function Section({ id, title, text, quiet, loud, children }: SectionProps) {
  const t = useT()
  if (!text?.trim() && !children) return null
  return (
    <section id={id} className={styles.section} data-quiet={quiet} data-loud={loud}>
      <h2 lang={document.documentElement.lang}>
        <a href={`#${id}`} onClick={goTo}>
          {t(title)}
        </a>
      </h2>
      {text && <Prose>{text}</Prose>}
      {children}
    </section>
  )
}

/** Puts the part's address into the bar without a step in the history. */
function goTo(event: MouseEvent<HTMLAnchorElement>) {
  event.preventDefault()
  history.replaceState(history.state, '', event.currentTarget.hash)
  event.currentTarget.scrollIntoView()
}

function Conditions({ lesson }: { lesson: Lesson }) {
  const t = useT()
  if (lesson.conditions.length === 0) return null
  return (
    <Section id="conditions" title="lessons.conditions">
      <ul className={styles.conditions}>
        {lesson.conditions.map(({ kind, text }) => {
          const Icon = kinds[kind]
          return (
            <li key={kind + text}>
              <Icon aria-hidden="true" />
              <div>
                <p className={styles.kind} lang={document.documentElement.lang}>
                  {t(`lessons.kind.${kind}`)}
                </p>
                <Prose>{text}</Prose>
              </div>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

function Reach({ lesson }: { lesson: Lesson }) {
  if (!lesson.applies && !lesson.applies_not) return null
  return (
    <div className={styles.pair}>
      <Section id="applies" title="lessons.applies" text={lesson.applies} />
      <Section id="applies-not" title="lessons.appliesNot" text={lesson.applies_not} />
    </div>
  )
}

function FollowUps({ lesson }: { lesson: Lesson }) {
  const t = useT()
  const format = useFormats()
  if (!lesson.follow_ups?.length) return null
  return (
    <Section id="follow-ups" title="lessons.followUps">
      <ul className={styles.conditions}>
        {lesson.follow_ups.map(({ what, done, reason, due }) => {
          const state = done ? 'done' : reason ? 'notNeeded' : 'open'
          const Icon = { done: CircleCheck, notNeeded: CircleSlash, open: CircleDashed }[state]
          const note = [t(`lessons.followUp.${state}`), reason || (!done && due && format.month(due.slice(0, 7)))]
          return (
            <li key={what}>
              <Icon aria-hidden="true" />
              <div>
                <Prose>{what}</Prose>
                <p className={styles.note} lang={document.documentElement.lang}>
                  {note.filter(Boolean).join(' · ')}
                </p>
              </div>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

/** Experiments that found the same, and those that found otherwise. */
function Found({ lesson: { supporting = [], contradicting = [], evidence } }: { lesson: Lesson }) {
  const same = [...supporting, ...evidence.same]
  const otherwise = [...contradicting, ...evidence.otherwise]
  const experiments = useExperiments([...same, ...otherwise])
  return (
    <>
      <Side id="supporting" title="lessons.supporting" experiments={experiments(same)} />
      <Side id="contradicting" title="lessons.contradicting" experiments={experiments(otherwise)} />
    </>
  )
}

function Side({ id, title, experiments }: { id: string; title: Key; experiments: readonly Named[] }) {
  if (experiments.length === 0) return null
  return (
    <Section id={id} title={title}>
      <Evidence experiments={experiments} />
    </Section>
  )
}

function Source({ lesson }: { lesson: Lesson }) {
  const t = useT()
  const { experiment, edition, tags } = lesson
  const sureness = useSureness(lesson)
  const nextLook = useNextLook(lesson)
  const facts = [edition > 1 && t('lessons.edition', { n: edition }), nextLook, ...(tags ?? [])]
  return (
    <footer className={styles.source}>
      <p>
        {t('lessons.from')}{' '}
        <Onward href={`/experiments/${experiment.key}`} lang={lesson.language}>
          {`${experiment.key} ${experiment.title}`}
        </Onward>
      </p>
      <p>{sureness}</p>
      <p className={styles.facts}>{facts.filter(Boolean).join(' · ')}</p>
      <p className={styles.address}>{`${location.origin}/experiments/${experiment.key}`}</p>
      <p className={styles.address}>{`${location.origin}/lessons/${lesson.id}`}</p>
    </footer>
  )
}
