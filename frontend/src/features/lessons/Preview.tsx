import { useQuery } from '@tanstack/react-query'
import { teamsQuery, useMomentName } from '@/lib/directory'
import { useT } from '@/lib/i18n'
import { organisationQuery } from '@/lib/proposal'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { contentOf, type LessonForm } from './form'
import { LessonArticle } from './LessonArticle'
import type { Draft, Experiment, Lesson } from './queries'

type PreviewProps = { form: LessonForm; draft: Draft; experiment: Experiment; onClose: () => void }

/** The lesson as readers will see it: month instead of day, and a small team behind a larger name. */
export function Preview({ form, draft, experiment, onClose }: PreviewProps) {
  const t = useT()
  const moment = useMomentName()
  const team = useShownTeam(experiment.team_id)
  const { review_by: look, ...content } = contentOf(form)
  const lesson: Lesson = {
    ...content,
    follow_ups: content.follow_ups?.map(({ due: _, team_id: __, ...shown }) => shown),
    review_in: look?.slice(0, 7),
    customers: experiment.customers_reached || undefined,
    id: experiment.id,
    experiment: { id: experiment.id, key: experiment.key, title: experiment.title },
    team,
    moment: moment(experiment.moment_id),
    month: (experiment.concluded_at ?? '').slice(0, 7),
    language: experiment.language ?? 'en',
    outcome: experiment.outcome ?? 'unclear',
    hollow_win: experiment.hollow_win,
    door: experiment.door ?? 'two_way',
    gates: [],
    maturity: 'emerging',
    evidence: { same: [], otherwise: [], teams: 1 },
    edition: draft.edition + 1,
    expected: draft.expected,
    change: experiment.change ?? '',
  }
  return (
    <Dialog
      title={t('lessons.preview')}
      wide
      light
      onClose={onClose}
      actions={<Button onClick={onClose}>{t('lessons.goOn')}</Button>}
    >
      <LessonArticle lesson={lesson} />
    </Dialog>
  )
}

/** With fewer members than this, a team is not named to readers. */
const smallest = 4

/** As the server will show it: by name, by its area, or as the organisation. */
function useShownTeam(id: string): string {
  const { data: teams = [] } = useQuery(teamsQuery)
  const { data: organisation } = useQuery(organisationQuery)
  const team = teams.find((one) => one.id === id)
  if (!team) return ''
  if (team.members.length >= smallest) return team.name
  const hasNeighbours = teams.some((one) => one.id !== id && one.area === team.area)
  return team.area && hasNeighbours ? team.area : (organisation?.name ?? '')
}
