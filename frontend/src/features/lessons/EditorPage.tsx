import { useQuery } from '@tanstack/react-query'
import { BookOpen } from 'lucide-react'
import { useParams } from 'wouter'
import { asProblem, problemText } from '@/lib/api/problem'
import { useT } from '@/lib/i18n'
import { ButtonLink } from '@/ui/Button'
import { PageHeader } from '@/ui/PageHeader'
import { Empty, Loaded } from '@/ui/states'
import { Editor } from './Editor'
import { draftQuery, experimentQuery } from './queries'

/** Where a team writes down what an experiment taught it. */
export default function EditorPage() {
  const { id = '' } = useParams()
  const experiment = useQuery(experimentQuery(id))
  const draft = useQuery(draftQuery(id))
  const refused = asProblem(draft.error)
  if (refused?.status === 403 || refused?.status === 409) return <NotYet id={id} problem={refused} />
  return (
    <Loaded query={experiment} lines={8}>
      {(known) => (
        <Loaded query={draft} lines={8}>
          {(read) => <Editor key={known.id} experiment={known} loaded={read} />}
        </Loaded>
      )}
    </Loaded>
  )
}

/** Another team's lesson, or an experiment that has not ended. */
function NotYet({ id, problem }: { id: string; problem: NonNullable<ReturnType<typeof asProblem>> }) {
  const t = useT()
  return (
    <>
      <PageHeader title={t('lessons.write')} />
      <Empty
        icon={BookOpen}
        title={problemText(t, problem)}
        actions={
          <>
            <ButtonLink href={`/experiments/${id}`}>{t('lessons.toExperiment')}</ButtonLink>
            <ButtonLink href="/lessons">{t('lessons.toLibrary')}</ButtonLink>
          </>
        }
      />
    </>
  )
}
