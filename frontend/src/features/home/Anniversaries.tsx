import { useQuery } from '@tanstack/react-query'
import { Link as RouteLink } from 'wouter'
import { api } from '@/lib/api/client'
import { useT } from '@/lib/i18n'
import { OutcomeBadge } from '@/ui/Badge'
import { Day } from '@/ui/Time'
import page from './HomePage.module.css'
import styles from './NewLessons.module.css'

const anniversariesQuery = api.queryOptions('get', '/api/v1/lessons/anniversaries')

/** A lesson shown again: what the same month taught, the latest year first. Not there where it taught nothing. */
export default function Anniversaries() {
  const t = useT()
  const found = useQuery(anniversariesQuery).data?.items[0]
  if (!found) return null
  const { years, lesson } = found
  return (
    <section aria-labelledby="anniversary">
      <div className={page.heading}>
        <h2 id="anniversary">{t('post.years', { years })}</h2>
      </div>
      <ul className={page.list}>
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
      </ul>
    </section>
  )
}
