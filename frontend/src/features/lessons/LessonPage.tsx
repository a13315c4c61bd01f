import { useQuery } from '@tanstack/react-query'
import { FileDown, FlaskConical, Link2, ListChecks, PencilLine, Printer } from 'lucide-react'
import { lazy, useEffect } from 'react'
import { useParams } from 'wouter'
import { part, useT } from '@/lib/i18n'
import { usePerson } from '@/lib/session'
import { Button, ButtonLink } from '@/ui/Button'
import { FileLink } from '@/ui/FileLink'
import { Later, Loaded } from '@/ui/states'
import { toast } from '@/ui/toast'
import { LessonArticle } from './LessonArticle'
import styles from './LessonPage.module.css'
import { lessonQuery, type OwnLesson } from './queries'
import { Helped, Returned } from './Returned'

/** Only the lesson's own team needs it. */
const Supersede = part(() => import('./Supersede'), 'conflict')

const ThankTeam = part(() => import('@/ui/ThankTeam'), 'thanks')

/** Only what was published more than once has them. */
const EarlierEditions = lazy(() => import('./EarlierEditions'))

/** A page to read: what one experiment taught, told without persons and without days. */
export default function LessonPage() {
  const { id = '' } = useParams()
  const query = useQuery(lessonQuery(id))
  return (
    <Loaded query={query} lines={8}>
      {(lesson) => <Read lesson={lesson} />}
    </Loaded>
  )
}

function Read({ lesson }: { lesson: OwnLesson }) {
  const t = useT()
  useEffect(() => {
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView()
  }, [])
  return (
    <div className={styles.page}>
      <LessonArticle lesson={lesson} back={{ href: '/lessons', label: t('lessons.title') }} />
      <Returned lesson={lesson} />
      <Actions lesson={lesson} />
      {lesson.mine && (
        <Later>
          <div className={styles.actions}>
            <Supersede lesson={lesson} />
          </div>
        </Later>
      )}
      {lesson.edition > 1 && (
        <Later>
          <div className={styles.earlier}>
            <EarlierEditions lesson={lesson} />
          </div>
        </Later>
      )}
    </div>
  )
}

function Actions({ lesson }: { lesson: OwnLesson }) {
  const t = useT()
  const person = usePerson()
  return (
    <div className={styles.actions}>
      <Helped lesson={lesson} />
      <ButtonLink
        kind={lesson.mine ? 'primary' : 'secondary'}
        size="large"
        href={`/propose?from=${lesson.id}`}
        icon={<FlaskConical aria-hidden="true" />}
      >
        {t('lessons.try')}
      </ButtonLink>
      {!lesson.mine && (
        <Later>
          <ThankTeam about={{ lesson_id: lesson.id }} />
        </Later>
      )}
      <CopyAddress lesson={lesson} />
      <Button kind="quiet" icon={<Printer aria-hidden="true" />} onClick={() => print()}>
        {t('lessons.print')}
      </Button>
      {lesson.follow_ups && person.teams.length > 0 && (
        <ButtonLink kind="quiet" href="/follow-ups" icon={<ListChecks aria-hidden="true" />}>
          {t('lessons.myFollowUps')}
        </ButtonLink>
      )}
      <FileLink href={`/api/v1/lessons/${lesson.id}.md`} icon={<FileDown aria-hidden="true" />}>
        {t('lessons.document')}
      </FileLink>
      {lesson.mine && (
        <ButtonLink
          kind="quiet"
          href={`/experiments/${lesson.experiment.key}/lesson`}
          icon={<PencilLine aria-hidden="true" />}
        >
          {t('lessons.edit')}
        </ButtonLink>
      )}
    </div>
  )
}

/** Browsers have a clipboard only where the connection is safe. */
function CopyAddress({ lesson }: { lesson: OwnLesson }) {
  const t = useT()
  const copy = async () => {
    await navigator.clipboard.writeText(`${location.origin}/lessons/${lesson.id}`)
    toast(t('lessons.copied'))
  }
  if (!navigator.clipboard) return null
  return (
    <Button kind="quiet" icon={<Link2 aria-hidden="true" />} onClick={() => void copy()}>
      {t('lessons.copy')}
    </Button>
  )
}
