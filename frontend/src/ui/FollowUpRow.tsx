import { Check, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { Link as RouteLink } from 'wouter'
import { useTeamName } from '@/lib/directory'
import { type End, type FollowUp, useEndFollowUp } from '@/lib/followUps'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { focusHeading } from '@/lib/navigation'
import { ReasonDialog } from './AskDialog'
import { Button } from './Button'
import { Conflict } from './Conflict'
import { ErrorSummary } from './ErrorSummary'
import styles from './FollowUpRow.module.css'
import { toast } from './toast'

/** One thing to do: what, who, by when, and a tick right there. A page that uses it needs the texts "conflict". */
export function FollowUpRow({ followUp }: { followUp: FollowUp }) {
  const t = useT()
  const teamName = useTeamName()
  const saying = useEndFollowUp()
  const { what, language, reason, lesson_id: lesson, experiment } = followUp
  return (
    <article className={styles.row}>
      <div>
        <h3 lang={language}>{what}</h3>
        {reason && (
          <p className={styles.reason} lang={language}>
            {reason}
          </p>
        )}
        <p className={styles.facts}>
          <When followUp={followUp} />
          <span>{t('followups.forTeam', { team: teamName(followUp.team_id) })}</span>
          <RouteLink href={lesson ? `/lessons/${lesson}` : `/experiments/${experiment.key}/lesson`}>
            {t(lesson ? 'followups.toLesson' : 'followups.toDraft')}
            <span className="visually-hidden"> {experiment.title}</span>
          </RouteLink>
        </p>
      </div>
      {saying.dispute ? <Both saying={saying} /> : <Ends followUp={followUp} saying={saying} />}
    </article>
  )
}

function When({ followUp: { due, late, state } }: { followUp: FollowUp }) {
  const t = useT()
  const format = useFormats()
  if (state !== 'open') return <span>{t(`followups.${state}`)}</span>
  if (!due || late === undefined) return <span>{t('followups.noDay')}</span>
  if (late < 0) return <span>{t('followups.due', { day: format.shortDay(due) })}</span>
  return <span className={styles.late}>{t('followups.late', { n: late })}</span>
}

type Saying = ReturnType<typeof useEndFollowUp>
type EndsProps = { followUp: FollowUp; saying: Saying }

function Ends({ followUp, saying }: EndsProps) {
  const t = useT()
  const [asking, setAsking] = useState(false)
  const { say, isPending, error } = saying
  const about = <span className="visually-hidden">: {followUp.what}</span>
  return (
    <div className={styles.ends}>
      {followUp.state === 'open' ? (
        <>
          <Button
            icon={<Check aria-hidden="true" />}
            pending={isPending}
            onClick={() => say({ state: 'done' }, followUp, () => toast(t('followups.saidDone')))}
          >
            {t('followups.markDone')}
            {about}
          </Button>
          <Button kind="quiet" onClick={() => setAsking(true)}>
            {t('followups.markNotNeeded')}
            {about}
          </Button>
        </>
      ) : (
        <Button
          kind="quiet"
          icon={<RotateCcw aria-hidden="true" />}
          pending={isPending}
          onClick={() => say({ state: 'open' }, followUp, () => toast(t('followups.saidOpen')))}
        >
          {t('followups.reopen')}
          {about}
        </Button>
      )}
      {!asking && <ErrorSummary error={error} />}
      {asking && <WhyNot seen={followUp} saying={saying} onClose={() => setAsking(false)} />}
    </div>
  )
}

/** Somebody else said something else of it meanwhile: what it was, and the choice. */
function Both({ saying: { dispute, choose } }: { saying: Saying }) {
  const t = useT()
  if (!dispute) return null
  const names = { open: 'followups.open', done: 'followups.markDone', not_needed: 'followups.markNotNeeded' } as const
  const written = ({ state, reason }: End) => [t(names[state]), reason].filter(Boolean).join(': ')
  return (
    <div className={styles.both}>
      <Conflict
        takesFocus
        disputed={[
          {
            field: 'state',
            label: t('followups.became'),
            mine: written(dispute.value),
            theirs: written(dispute.theirs),
          },
        ]}
        onResolve={(taken) => {
          choose(taken.length > 0)
          focusHeading()
        }}
      />
    </div>
  )
}

type WhyNotProps = { /** As it was when the question was asked. */ seen: FollowUp; saying: Saying; onClose: () => void }

/** Not needed any more: that is an answer too, with its reason. */
function WhyNot({ seen, saying: { say, isPending, error }, onClose }: WhyNotProps) {
  const t = useT()
  const [asked] = useState(seen)
  const send = (reason: string) =>
    say({ state: 'not_needed', reason }, asked, () => {
      onClose()
      toast(t('followups.saidNotNeeded'))
    })
  return (
    <ReasonDialog
      title={asked.what}
      action={t('followups.send')}
      label={t('followups.why')}
      hint={t('followups.whyHint')}
      limit={1000}
      asked={{ isPending, error }}
      onSend={send}
      onClose={onClose}
    />
  )
}
