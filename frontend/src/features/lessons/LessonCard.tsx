import { ArrowRight, FlaskConical, GitCompareArrows, Milestone } from 'lucide-react'
import { Link as RouteLink } from 'wouter'
import { useT } from '@/lib/i18n'
import { Badge, OutcomeBadge } from '@/ui/Badge'
import { Card } from '@/ui/Card'
import { Marked } from '@/ui/Marked'
import { Day } from '@/ui/Time'
import { excerptOf, shownOf } from './excerpt'
import styles from './LessonCard.module.css'
import { kinds } from './names'
import type { Kind, Lesson, Shelved } from './queries'

/** One lesson of many: the sentence, what was expected and what came, and a way to try it oneself. */
export function LessonCard({ lesson, words }: { lesson: Shelved; words: readonly string[] }) {
  const t = useT()
  const { id, language } = lesson
  const [headline = '', expected = '', happened = ''] = shownOf(lesson)
  const excerpt = excerptOf(lesson, words)
  return (
    <Card pressable>
      <div className={styles.meta}>
        <OutcomeBadge outcome={lesson.outcome} hollow={lesson.hollow_win} />
        <Doubted lesson={lesson} />
        <span>
          {lesson.team} · <Day on={lesson.month} />
        </span>
      </div>
      <h3 className={styles.headline} lang={language}>
        <RouteLink href={`/lessons/${id}`}>
          <Marked text={headline} words={words} />
        </RouteLink>
      </h3>
      <p className={styles.story} lang={language}>
        <span className={styles.expected}>
          <Marked text={expected} words={words} />
        </span>{' '}
        <ArrowRight role="img" aria-label={t('lessons.then')} /> <Marked text={happened} words={words} />
      </p>
      {excerpt && (
        <p className={styles.excerpt} lang={language}>
          … <Marked text={excerpt} words={words} />
        </p>
      )}
      <div className={styles.foot}>
        <Kinds lesson={lesson} />
        <Facts lesson={lesson} />
        <RouteLink href={`/propose?from=${id}`} className={styles.try}>
          <FlaskConical aria-hidden="true" />
          {t('lessons.try')}
        </RouteLink>
      </div>
    </Card>
  )
}

/** On how much it stands, and what it did for others. */
function Facts({ lesson: { customers = 0, days = 0, used_in: used, helped_teams: teams } }: { lesson: Shelved }) {
  const t = useT()
  const facts = [
    customers > 0 && t('lessons.customers', { n: customers }),
    days > 0 && t('lessons.days', { n: days }),
    used > 0 && t('lessons.usedIn', { n: used }),
    teams > 0 && t('lessons.helpedTeams', { n: teams }),
  ]
  const said = facts.filter(Boolean).join(' · ')
  return said ? <p className={styles.facts}>{said}</p> : null
}

/** What a reader should know before opening it: it is no longer believed as it stands. */
function Doubted({ lesson: { maturity, evidence } }: { lesson: Lesson }) {
  const t = useT()
  if (maturity === 'superseded') return <Badge icon={Milestone}>{t('lessons.superseded')}</Badge>
  if (evidence.otherwise.length === 0) return null
  return <Badge icon={GitCompareArrows}>{t('lessons.isContradicted')}</Badge>
}

function Kinds({ lesson }: { lesson: Lesson }) {
  const t = useT()
  const named = [...new Set<Kind>(lesson.conditions.map(({ kind }) => kind))]
  return (
    <ul className={styles.kinds} aria-label={t('lessons.facet.kind')}>
      {named.map((kind) => (
        <li key={kind}>
          <Badge tone="plain" icon={kinds[kind]}>
            {t(`lessons.kind.${kind}`)}
          </Badge>
        </li>
      ))}
    </ul>
  )
}
