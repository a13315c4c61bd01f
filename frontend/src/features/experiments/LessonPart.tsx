import { useQuery } from '@tanstack/react-query'
import { Library, NotebookPen } from 'lucide-react'
import { useT } from '@/lib/i18n'
import { isGoodStory } from '@/lib/story'
import { ButtonLink } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Facts } from '@/ui/Facts'
import { Prose } from '@/ui/Prose'
import { Empty, Loaded } from '@/ui/states'
import { useIsMine } from './mine'
import { type Experiment, lessonQuery } from './queries'

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
  const words = wordsOf(experiment)
  const query = useQuery(lessonQuery(key))
  const write = `/experiments/${key}/lesson`
  return (
    <Loaded query={query}>
      {(lesson) => {
        if (lesson.edition === 0 && !lesson.happened)
          return (
            <Empty
              icon={NotebookPen}
              title={t(words.title)}
              actions={<ButtonLink href={write}>{t(words.write)}</ButtonLink>}
            >
              {t(words.why)}
            </Empty>
          )
        return (
          <Card title={lesson.headline || t('experiments.lessonDraft')}>
            <Facts
              lines
              facts={[
                {
                  label: t('experiments.happened'),
                  value: lesson.happened && <Prose lang={language}>{lesson.happened}</Prose>,
                },
                {
                  label: t('experiments.surprise'),
                  value: lesson.surprise && <Prose lang={language}>{lesson.surprise}</Prose>,
                },
              ]}
            />
            <div>
              {lesson.edition > 0 && lesson.id ? (
                <ButtonLink href={`/lessons/${lesson.id}`}>{t('experiments.readLesson')}</ButtonLink>
              ) : (
                <ButtonLink href={write}>{t(words.write)}</ButtonLink>
              )}
            </div>
          </Card>
        )
      }}
    </Loaded>
  )
}
