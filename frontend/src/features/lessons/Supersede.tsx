import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CalendarClock } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useT } from '@/lib/i18n'
import { focusHeading } from '@/lib/navigation'
import { useSettled } from '@/lib/settled'
import { Button } from '@/ui/Button'
import { Conflict } from '@/ui/Conflict'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { TextField } from '@/ui/Field'
import { Row, Stack } from '@/ui/layout'
import { Note } from '@/ui/states'
import { toast } from '@/ui/toast'
import { isDue } from './Belief'
import styles from './Editor.module.css'
import { findLessonsQuery, type OwnLesson, type Shelved, useStillTrue } from './queries'
import { useSupersede } from './superseding'

/** `better`: another lesson says it better than this one. `replaces`: this one says it better than an older one of ours. */
type Way = 'better' | 'replaces'

/** What the team of a lesson may say of it and of its other lessons: which one readers should see first. */
export default function Supersede({ lesson }: { lesson: OwnLesson }) {
  const t = useT()
  const [asking, setAsking] = useState<Way | null>(null)
  const saying = useSupersede()
  const { say, isPending, error } = saying
  return (
    <Stack gap={2}>
      <Both saying={saying} />
      {!lesson.superseded_by && lesson.review_in && isDue(lesson.review_in) && <StillTrue lesson={lesson} />}
      <Row gap={2}>
        {lesson.superseded_by ? (
          <Button
            kind="quiet"
            pending={isPending}
            onClick={() => say(null, lesson, () => toast(t('lessons.nowHolds')))}
          >
            {t('lessons.holds')}
          </Button>
        ) : (
          <Button kind="quiet" onClick={() => setAsking('better')}>
            {t('lessons.better')}
          </Button>
        )}
        <Button kind="quiet" onClick={() => setAsking('replaces')}>
          {t('lessons.replaces')}
        </Button>
      </Row>
      <ErrorSummary error={error} />
      {asking && <Choose lesson={lesson} way={asking} saying={saying} onClose={() => setAsking(null)} />}
    </Stack>
  )
}

/** It is due for another look: one press says that it holds, for another year. */
function StillTrue({ lesson }: { lesson: OwnLesson }) {
  const t = useT()
  const client = useQueryClient()
  const { mutate, isPending, error } = useStillTrue()
  const say = () =>
    mutate(
      { params: { path: { id: lesson.id } } },
      {
        onSuccess: () => {
          void client.invalidateQueries({ queryKey: ['get', '/api/v1/lessons'] })
          void client.invalidateQueries({ queryKey: ['get', '/api/v1/lessons/{id}'] })
          toast(t('lessons.saidStillTrue'))
        },
      },
    )
  return (
    <Note tone="accent" icon={CalendarClock}>
      <Stack gap={2}>
        <p>{t('lessons.askStillTrue')}</p>
        <ErrorSummary error={error} />
        <div>
          <Button pending={isPending} onClick={say}>
            {t('lessons.stillTrue')}
          </Button>
        </div>
      </Stack>
    </Note>
  )
}

/** Somebody of the team said something else meanwhile: what it was, and the choice. */
function Both({ saying: { dispute, choose } }: { saying: Saying }) {
  const t = useT()
  if (!dispute) return null
  const { value: mine, theirs } = dispute
  return (
    <Conflict
      takesFocus
      disputed={[
        {
          field: 'superseded_by',
          label: t('lessons.saysBetter'),
          mine: mine?.headline ?? '',
          theirs: theirs.superseded_by?.headline ?? '',
        },
      ]}
      onResolve={(taken) => {
        choose(taken.length > 0)
        focusHeading()
      }}
    />
  )
}

type Saying = ReturnType<typeof useSupersede>
type ChooseProps = { lesson: OwnLesson; way: Way; saying: Saying; onClose: () => void }

/** The other lessons that have the words; undefined until they are asked for. */
function useOthers(lesson: OwnLesson, way: Way, words: string) {
  const settled = useSettled(words.trim())
  const { data } = useQuery(findLessonsQuery(settled || undefined, way === 'replaces'))
  return data?.items.filter(({ id }) => id !== lesson.id)
}

function Choose({ lesson, way, saying: { say, isPending, error, dispute }, onClose }: ChooseProps) {
  const t = useT()
  const [words, setWords] = useState('')
  const found = useOthers(lesson, way, words)
  const n = found?.length ?? 0
  const choose = (other: Shelved) => {
    const [older, newer] = way === 'better' ? [lesson, other] : [other, lesson]
    say({ id: newer.id, headline: newer.headline ?? '' }, older, () => {
      onClose()
      toast(t('lessons.nowSuperseded'))
    })
  }
  // The question of whose stays stands on the page.
  useEffect(() => {
    if (dispute) onClose()
  }, [dispute, onClose])
  return (
    <Dialog title={t(`lessons.${way}`)} onClose={onClose}>
      <Stack gap={3}>
        <ErrorSummary error={error} />
        <p>{t(`lessons.${way}Hint`)}</p>
        <TextField
          label={t('lessons.findLesson')}
          hint={t('lessons.findLessonHint')}
          type="search"
          value={words}
          onValue={setWords}
        />
        <p role="status" className={n > 0 ? 'visually-hidden' : undefined}>
          {found && (n > 0 ? t('lessons.count', { n }) : words.trim() && t('lessons.noneFound'))}
        </p>
        <Hits lessons={found ?? []} pending={isPending} onChoose={choose} />
      </Stack>
    </Dialog>
  )
}

type HitsProps = { lessons: readonly Shelved[]; pending: boolean; onChoose: (lesson: Shelved) => void }

function Hits({ lessons, pending, onChoose }: HitsProps) {
  const t = useT()
  return (
    <ul className={styles.found}>
      {lessons.map((hit) => (
        <li key={hit.id}>
          <p lang={hit.language}>{hit.headline}</p>
          <Button pending={pending} onClick={() => onChoose(hit)}>
            {t('lessons.choose')}
            <span className="visually-hidden">: {hit.headline}</span>
          </Button>
        </li>
      ))}
    </ul>
  )
}
