import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { keepDraft, readDraft } from '@/lib/drafts'
import { useHotkeys } from '@/lib/hotkeys'
import { useT } from '@/lib/i18n'
import { Card } from '@/ui/Card'
import { MoreButton } from '@/ui/MoreButton'
import { Unloaded } from '@/ui/states'
import { CommentForm } from './CommentForm'
import styles from './Discussion.module.css'
import { discussionQuery, useSay } from './discussionQueries'
import { TimelineEntry } from './TimelineEntry'

/** What was said and decided, in one line of time, and a place to say more. */
export function Discussion({ id, experiment }: { id: string; experiment: string }) {
  const t = useT()
  const found = useInfiniteQuery(discussionQuery(id))
  const entries = found.data?.pages.flatMap((page) => page.items)
  useLinked(entries !== undefined)
  return (
    <Card title={t('discussion.title')}>
      {!entries && <Unloaded query={found} lines={4} />}
      {entries && (
        <ol className={styles.line}>
          {entries.map((entry) => (
            <TimelineEntry key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      <MoreButton list={found}>{t('reviews.more')}</MoreButton>
      <Say id={id} experiment={experiment} />
    </Card>
  )
}

/** An address may name an entry: it is shown once the entries are there. */
function useLinked(ready: boolean) {
  useEffect(() => {
    if (!ready || location.hash.length < 2) return
    document.getElementById(location.hash.slice(1))?.scrollIntoView({ block: 'center' })
  }, [ready])
}

/** What is typed is kept in this browser until it is sent. */
function Say({ id, experiment }: { id: string; experiment: string }) {
  const t = useT()
  const key = `comment.${experiment}`
  const box = useRef<HTMLDivElement>(null)
  const [text, setText] = useState(() => readDraft<string>(key) ?? '')
  const say = useSay()
  const keep = (next: string) => {
    setText(next)
    keepDraft(key, next || null)
  }
  useHotkeys([
    {
      keys: 'c',
      label: t('discussion.key'),
      run: () => {
        box.current?.scrollIntoView({ block: 'nearest' })
        box.current?.querySelector('textarea')?.focus()
      },
    },
  ])
  return (
    <div ref={box} className={styles.say}>
      <CommentForm
        review={id}
        text={text}
        onText={keep}
        problem={say.error}
        pending={say.isPending}
        label={t('discussion.say')}
        send={t('discussion.send')}
        onSend={(body) => say.mutate({ params: { path: { id } }, body: { text: body } }, { onSuccess: () => keep('') })}
      />
    </div>
  )
}
