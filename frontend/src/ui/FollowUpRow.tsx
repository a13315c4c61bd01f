import { Check, RotateCcw } from 'lucide-react'
import { useId, useState } from 'react'
import { Link as RouteLink } from 'wouter'
import { asProblem, lacking, problemText } from '@/lib/api/problem'
import { useTeamName } from '@/lib/directory'
import { type FollowUp, useEndFollowUp } from '@/lib/followUps'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { Button } from './Button'
import { Dialog } from './Dialog'
import { ErrorSummary } from './ErrorSummary'
import { TextArea } from './Field'
import styles from './FollowUpRow.module.css'
import { Form } from './Form'
import { toast } from './toast'

/** One thing to do: what, who, by when, and a tick right there. */
export function FollowUpRow({ followUp }: { followUp: FollowUp }) {
  const t = useT()
  const teamName = useTeamName()
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
      <Ends followUp={followUp} />
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

function Ends({ followUp: { id, state, what } }: { followUp: FollowUp }) {
  const t = useT()
  const [asking, setAsking] = useState(false)
  const { end, isPending, error } = useEndFollowUp()
  const failed = error && !asking && <ErrorSummary title={problemText(t, asProblem(error) ?? {})} items={[]} />
  if (state !== 'open')
    return (
      <div className={styles.ends}>
        <Button
          kind="quiet"
          icon={<RotateCcw aria-hidden="true" />}
          pending={isPending}
          onClick={() => end(id, 'open', undefined, () => toast(t('followups.saidOpen')))}
        >
          {t('followups.reopen')}
          <span className="visually-hidden">: {what}</span>
        </Button>
        {failed}
      </div>
    )
  return (
    <div className={styles.ends}>
      <Button
        icon={<Check aria-hidden="true" />}
        pending={isPending}
        onClick={() => end(id, 'done', undefined, () => toast(t('followups.saidDone')))}
      >
        {t('followups.markDone')}
        <span className="visually-hidden">: {what}</span>
      </Button>
      <Button kind="quiet" onClick={() => setAsking(true)}>
        {t('followups.markNotNeeded')}
        <span className="visually-hidden">: {what}</span>
      </Button>
      {failed}
      {asking && <WhyNot id={id} what={what} onClose={() => setAsking(false)} />}
    </div>
  )
}

/** Not needed any more: that is an answer too, with its reason. */
function WhyNot({ id, what, onClose }: { id: string; what: string; onClose: () => void }) {
  const t = useT()
  const form = useId()
  const [reason, setReason] = useState('')
  const [lacks, setLacks] = useState<unknown>(null)
  const { end, isPending, error } = useEndFollowUp()
  const send = () => {
    setLacks(lacking(reason.trim() ? [] : ['reason']))
    if (!reason.trim() || isPending) return
    end(id, 'not_needed', reason, () => {
      onClose()
      toast(t('followups.saidNotNeeded'))
    })
  }
  return (
    <Dialog
      title={what}
      onClose={onClose}
      actions={
        <Button kind="primary" type="submit" form={form} pending={isPending}>
          {t('followups.send')}
        </Button>
      }
    >
      <Form id={form} problem={lacks ?? error} onSubmit={send}>
        <TextArea
          name="reason"
          label={t('followups.why')}
          hint={t('followups.whyHint')}
          limit={1000}
          value={reason}
          onValue={setReason}
        />
      </Form>
    </Dialog>
  )
}
