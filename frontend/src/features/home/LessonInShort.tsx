import { Link as RouteLink } from 'wouter'
import { OutcomeBadge } from '@/ui/Badge'
import { Day } from '@/ui/Time'
import styles from './NewLessons.module.css'
import type { NewLesson } from './queries'

/** One lesson of a list: its sentence, how it ended, whose and of when. */
export function LessonInShort({ lesson }: { lesson: NewLesson }) {
  return (
    <li className={styles.lesson}>
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
  )
}
