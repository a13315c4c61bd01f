import { useQuery } from '@tanstack/react-query'
import { Sprout } from 'lucide-react'
import { api } from '@/lib/api/client'
import { useT } from '@/lib/i18n'
import { Link } from '@/ui/Link'
import { Day } from '@/ui/Time'
import styles from './WhatLessonsDid.module.css'

const latelyQuery = api.queryOptions('get', '/api/v1/home/return', undefined, { staleTime: 5 * 60_000 })

/** What the lessons of my teams did since the last month began, and thanks for my teams; nothing where there is none. */
export default function WhatLessonsDid() {
  const t = useT()
  const { data } = useQuery(latelyQuery)
  if (!data) return null
  const { readers, helped_teams: teams, used_in: used, thanks, since } = data
  const facts = [
    readers > 0 && t('thanks.readers', { n: readers }),
    teams > 0 && t('thanks.helped', { n: teams }),
    used > 0 && t('thanks.used', { n: used }),
  ].filter(Boolean)
  if (facts.length === 0 && thanks.length === 0) return null
  return (
    <section className={styles.did} aria-labelledby="lately">
      <h2 id="lately">
        <Sprout aria-hidden="true" />
        {t('thanks.lately')}
      </h2>
      {facts.length > 0 && (
        <p>
          {t('thanks.since')} <Day on={since} /> · {facts.join(' · ')}
        </p>
      )}
      {thanks.map(({ id, from, text, language }) => (
        <figure key={id}>
          <blockquote lang={language}>{text}</blockquote>
          <figcaption>{from}</figcaption>
        </figure>
      ))}
      {thanks.length > 0 && <Link href="/thanks?mine=true">{t('thanks.allThanks')}</Link>}
    </section>
  )
}
