import { useT } from '@/lib/i18n'
import { Link } from '@/ui/Link'
import page from './HomePage.module.css'
import { LessonInShort } from './LessonInShort'
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
            <LessonInShort key={lesson.id} lesson={lesson} />
          ))}
        </ul>
      )}
    </section>
  )
}
