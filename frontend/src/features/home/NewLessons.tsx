import { Link as RouteLink } from 'wouter'
import { useT } from '@/lib/i18n'
import { OutcomeBadge } from '@/ui/Badge'
import { Link } from '@/ui/Link'
import { Day } from '@/ui/Time'
import page from './HomePage.module.css'
import styles from './NewLessons.module.css'
import type { NewLesson } from './queries'

/** What others learned lately, in one sentence each. */
export default function NewLessons({ lessons }: { lessons: NewLesson[] }) {
  const t = useT()
  return (
    <section aria-labelledby="lessons">
      <div className={page.heading}>
        <h2 id="lessons">{t('home.lessons')}</h2>
        <Link href="/lessons">{t('home.allLessons')}</Link>
      </div>
      {lessons.length === 0 ? (
        <p className={styles.none}>{t('home.noLessons')}</p>
      ) : (
        <ul className={page.list}>
          {lessons.map((lesson) => (
            <li key={lesson.id} className={styles.lesson}>
              <h3 lang={lesson.language}>
                <RouteLink href={`/lessons/${lesson.id}`}>{lesson.headline}</RouteLink>
              </h3>
              <p>
                <OutcomeBadge outcome={lesson.outcome} hollow={lesson.hollow_win} />
                <span>
                  {lesson.team} · <Day on={lesson.month} />
                </span>
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
