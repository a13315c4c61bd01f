import { useQuery } from '@tanstack/react-query'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Loaded } from '@/ui/states'
import { contentOf, type LessonForm } from './form'
import { LessonArticle } from './LessonArticle'
import { previewQuery } from './queries'

type PreviewProps = { experiment: string; form: LessonForm; onClose: () => void }

/** The lesson as readers will see it: with roles instead of names, and a small team behind a larger name. */
export function Preview({ experiment, form, onClose }: PreviewProps) {
  const t = useT()
  const preview = useQuery(previewQuery(experiment, contentOf(form)))
  return (
    <Dialog
      title={t('lessons.preview')}
      wide
      light
      onClose={onClose}
      actions={<Button onClick={onClose}>{t('lessons.goOn')}</Button>}
    >
      <Loaded query={preview} lines={8}>
        {(lesson) => <LessonArticle lesson={lesson} />}
      </Loaded>
    </Dialog>
  )
}
