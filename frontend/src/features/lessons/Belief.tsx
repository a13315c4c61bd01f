import { GitCompareArrows, Milestone } from 'lucide-react'
import { today, useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { Note } from '@/ui/states'
import { Onward } from './Onward'
import type { Lesson } from './queries'

/** On top of a lesson that is no longer believed as it stands: what replaced it, or who found otherwise. */
export function Belief({ lesson: { superseded_by: by, evidence } }: { lesson: Lesson }) {
  const t = useT()
  const format = useFormats()
  if (by)
    return (
      <Note tone="accent" icon={Milestone}>
        <p>{t('lessons.supersededBy', { month: format.month(by.month) })}</p>
        <p>
          <Onward href={`/lessons/${by.id}`} lang={by.language}>
            {by.headline}
          </Onward>
        </p>
      </Note>
    )
  if (evidence.otherwise.length === 0) return null
  return (
    <Note icon={GitCompareArrows}>
      <p>
        {t('lessons.contradicted', { n: evidence.otherwise.length })}{' '}
        <a href="#contradicting">{t('lessons.seeOtherwise')}</a>
      </p>
    </Note>
  )
}

/** How sure a reader may be, in plain words with the numbers behind them. */
export function useSureness({ maturity, evidence: { same, otherwise, teams } }: Lesson) {
  const t = useT()
  const why = maturity === 'emerging' && otherwise.length > 0 ? 'otherwise' : maturity
  const n = why === 'otherwise' ? otherwise.length : same.length
  return `${t(`lessons.maturity.${maturity}`)}. ${t(`lessons.sure.${why}`, { n, teams })}`
}

/** When its team looks at it again, and that it is due for that; nothing where it is superseded. */
export function useNextLook({ review_in: month, superseded_by: by }: Lesson) {
  const t = useT()
  const format = useFormats()
  if (!month || by) return null
  return isDue(month) ? t('lessons.dueForALook') : t('lessons.nextLook', { month: format.month(month) })
}

/** Whether a month has come. */
export const isDue = (month: string) => month <= today().slice(0, 7)
