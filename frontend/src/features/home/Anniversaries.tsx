import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { useT } from '@/lib/i18n'
import page from './HomePage.module.css'
import { LessonInShort } from './LessonInShort'

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
        <LessonInShort lesson={lesson} />
      </ul>
    </section>
  )
}
