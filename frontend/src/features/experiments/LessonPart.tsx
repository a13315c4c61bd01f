import { useQuery } from '@tanstack/react-query'
import { Library, NotebookPen } from 'lucide-react'
import type { ReactNode } from 'react'
import { useT } from '@/lib/i18n'
import { isGoodStory } from '@/lib/story'
import { ButtonLink } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Facts } from '@/ui/Facts'
import { Prose } from '@/ui/Prose'
import { Empty, Loaded } from '@/ui/states'
import { useIsMine } from './mine'
import { type Experiment, type Lesson, lessonQuery } from './queries'

/** What was learned: the team sees its own pages, everyone else finds it in the library. */
export function LessonPart({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const { key, status } = experiment
  const isMine = useIsMine(experiment)
  if (status !== 'concluded' && status !== 'archived')
    return (
      <Empty icon={NotebookPen} title={t('experiments.lessonLater')}>
        {t('experiments.lessonLaterWhy')}
      </Empty>
    )
  if (isMine) return <OwnLesson experiment={experiment} />
  return (
    <Empty
      icon={Library}
      title={t('experiments.lessonElsewhere')}
      actions={
        <ButtonLink href={`/lessons?q=${encodeURIComponent(experiment.title)}`}>
          {t('experiments.findLesson')}
        </ButtonLink>
      }
    >
      {key}
    </Empty>
  )
}

/** What worked is invited as a story; anything else as a lesson, owed or not. */
function wordsOf(experiment: Experiment) {
  if (isGoodStory(experiment))
    return { title: 'experiments.storyNone', why: 'experiments.storyWhy', write: 'experiments.do.story' } as const
  const title = experiment.owes_lesson ? 'experiments.lessonOwed' : 'experiments.lessonNone'
  return { title, why: 'experiments.lessonWhy', write: 'experiments.do.lesson' } as const
}

function OwnLesson({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const { key, language } = experiment
  const { title, why, write } = wordsOf(experiment)
  const query = useQuery(lessonQuery(key))
  const writing = <ButtonLink href={`/experiments/${key}/lesson`}>{t(write)}</ButtonLink>
  return (
    <Loaded query={query}>
      {(lesson) =>
        lesson.edition === 0 && !lesson.happened ? (
          <Empty icon={NotebookPen} title={t(title)} actions={writing}>
            {t(why)}
          </Empty>
        ) : (
          <Written lesson={lesson} language={language} writing={writing} />
        )
      }
    </Loaded>
  )
}

type WrittenProps = { lesson: Lesson; language: Experiment['language']; writing: ReactNode }

/** What stands there so far, and the way to readers' page or else to the team's. */
function Written({ lesson: { id, edition, headline, happened, surprise }, language, writing }: WrittenProps) {
  const t = useT()
  return (
    <Card title={headline || t('experiments.lessonDraft')}>
      <Facts
        lines
        facts={[
          { label: t('experiments.happened'), value: happened && <Prose lang={language}>{happened}</Prose> },
          { label: t('experiments.surprise'), value: surprise && <Prose lang={language}>{surprise}</Prose> },
        ]}
      />
      <div>
        {edition > 0 && id ? <ButtonLink href={`/lessons/${id}`}>{t('experiments.readLesson')}</ButtonLink> : writing}
      </div>
    </Card>
  )
}
