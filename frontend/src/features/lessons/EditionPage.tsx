import { useQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useParams } from 'wouter'
import { useT } from '@/lib/i18n'
import { changedFields } from '@/lib/merge'
import { Compared } from '@/ui/Compared'
import differences from '@/ui/Differences.module.css'
import { Disclosure } from '@/ui/Disclosure'
import { Link } from '@/ui/Link'
import { Loaded, Note } from '@/ui/states'
import styles from './Editions.module.css'
import { formOf } from './form'
import { LessonArticle } from './LessonArticle'
import page from './LessonPage.module.css'
import { editionQuery, type Lesson, lessonQuery } from './queries'
import { labels, useWritten } from './written'

/** A lesson as it was published before, below what its team says now. */
export default function EditionPage() {
  const { id = '', n = '' } = useParams()
  const today = useQuery(lessonQuery(id))
  const edition = useQuery(editionQuery(id, Number(n) || 0))
  return (
    <Loaded query={today} lines={8}>
      {(now) => (
        <Loaded query={edition} lines={8}>
          {(then) => <Earlier then={then} now={now} />}
        </Loaded>
      )}
    </Loaded>
  )
}

type PairProps = { then: Lesson; now: Lesson }

function Earlier({ then, now }: PairProps) {
  const t = useT()
  const isEarlier = then.edition < now.edition
  return (
    <div className={page.page}>
      {isEarlier && (
        <div className={styles.changes}>
          <Note tone="accent" icon={History}>
            <p>{t('lessons.isEarlier', { n: then.edition })}</p>
            <p>
              <Link href={`/lessons/${now.id}`}>{t('lessons.readNewest', { n: now.edition })}</Link>
            </p>
          </Note>
          <Disclosure summary={t('lessons.changedSince')}>
            <Changed then={then} now={now} />
          </Disclosure>
        </div>
      )}
      <LessonArticle lesson={then} back={{ href: `/lessons/${now.id}`, label: t('lessons.toLesson') }} />
    </div>
  )
}

/** What the team wrote otherwise since, field by field. */
function Changed({ then, now }: PairProps) {
  const t = useT()
  const [before, after] = [formOf(then), formOf(now)]
  const written = useWritten([before, after])
  const fields = changedFields(before, after).filter((field) => written(field, before) !== written(field, after))
  if (fields.length === 0) return <p>{t('lessons.unchanged')}</p>
  return (
    <dl className={differences.rows}>
      {fields.map((field) => (
        <Compared
          key={field}
          label={t(labels[field])}
          before={{ called: t('lessons.before'), text: written(field, before) }}
          now={{ called: t('lessons.now'), text: written(field, after) }}
          lang={now.language}
        />
      ))}
    </dl>
  )
}
