import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Check, HeartHandshake } from 'lucide-react'
import { useEffect } from 'react'
import { api, http } from '@/lib/api/client'
import { asProblem, problemText } from '@/lib/api/problem'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Link } from '@/ui/Link'
import { toast } from '@/ui/toast'
import type { Lesson } from './queries'
import styles from './Returned.module.css'

const path = (id: string) => ({ params: { path: { id } } })
const returnQuery = (id: string) => api.queryOptions('get', '/api/v1/lessons/{id}/return', path(id))

/** What came back for writing it: how many use it and whom it helped; its team also reads how many opened it. */
export function Returned({ lesson }: { lesson: Lesson }) {
  const t = useT()
  const { data } = useQuery(returnQuery(lesson.id))
  useCounted(lesson.id, data?.mine)
  if (!data) return null
  const { used_in: used, helped_teams: teams, helped_people: people = 0, readers = 0, mine } = data
  const facts = [
    mine && readers > 0 && t('lessons.readers', { n: readers }),
    teams > 0 && t('lessons.helpedTeams', { n: teams }),
    teams === 0 && people > 0 && t('lessons.helpedPeople', { n: people }),
    used > 0 && t('lessons.usedIn', { n: used }),
  ].filter(Boolean)
  if (facts.length === 0) return null
  return (
    <section className={styles.returned} aria-labelledby="came-back">
      <h2 id="came-back">{t('lessons.return')}</h2>
      <p>{facts.join(' · ')}</p>
      {mine && <p className={styles.note}>{t('lessons.returnOwn')}</p>}
      {used > 0 && <UsedBy lesson={lesson.id} />}
    </section>
  )
}

/** Counts the reader, once the page knows that it is not their own team's; the server counts each once a month. */
function useCounted(id: string, mine: boolean | undefined) {
  useEffect(() => {
    if (mine === false) void http.POST('/api/v1/lessons/{id}/read', path(id)).catch(() => undefined)
  }, [id, mine])
}

const few = 5

/** The proposals that build on it, the newest first. */
function UsedBy({ lesson }: { lesson: string }) {
  const { data } = useQuery(
    api.queryOptions('get', '/api/v1/experiments', { params: { query: { builds_on: lesson, limit: few } } }),
  )
  return (
    <ul className={styles.uses}>
      {data?.items.map(({ key, title, language }) => (
        <li key={key}>
          <Link href={`/experiments/${key}`} lang={language}>
            {title}
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** Says that it helped, for the person's team, or thanks; pressing again takes it back. Its own team is not asked. */
export function Helped({ lesson }: { lesson: Lesson }) {
  const t = useT()
  const client = useQueryClient()
  const { data } = useQuery(returnQuery(lesson.id))
  const told = {
    onSuccess: () =>
      Promise.all(
        [returnQuery(lesson.id).queryKey, ['get', '/api/v1/lessons']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
    onError: (error: unknown) => toast(problemText(t, asProblem(error) ?? {})),
  }
  const say = api.useMutation('post', '/api/v1/lessons/{id}/helped', told)
  const takeBack = api.useMutation('delete', '/api/v1/lessons/{id}/helped', told)
  if (!data || data.mine) return null
  const press = () => {
    if (data.helped) return takeBack.mutate(path(lesson.id))
    say.mutate(path(lesson.id), { onSuccess: () => toast(t('lessons.helpedSaid')) })
  }
  return (
    <Button
      kind={data.helped ? 'secondary' : 'primary'}
      size="large"
      icon={data.helped ? <Check aria-hidden="true" /> : <HeartHandshake aria-hidden="true" />}
      aria-pressed={data.helped}
      pending={say.isPending || takeBack.isPending}
      onClick={press}
    >
      {t('lessons.helped')}
    </Button>
  )
}
