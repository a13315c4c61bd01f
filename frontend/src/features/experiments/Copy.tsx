import { useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { useTeamName } from '@/lib/directory'
import { useT } from '@/lib/i18n'
import { usePerson } from '@/lib/session'
import { AskDialog } from '@/ui/AskDialog'
import { Select, TextField } from '@/ui/Field'
import { toast } from '@/ui/toast'
import { type Experiment, useClone } from './queries'

type CopyDialogProps = {
  experiment: Experiment
  /** What follows from how it ended; without it, it is just a copy. */
  as?: 'scale' | 'change' | 'repeat'
  onClose: () => void
}

/** Copies the plan into a draft of one's team, and goes there. */
export function CopyDialog({ experiment, as, onClose }: CopyDialogProps) {
  const t = useT()
  const teamName = useTeamName()
  const { teams } = usePerson()
  const [title, setTitle] = useState(experiment.title)
  const [team, setTeam] = useState<string | null>(teams.length === 1 ? (teams[0] ?? null) : null)
  const clone = useClone()
  const send = () =>
    clone.mutate(
      {
        params: { path: { id: experiment.key } },
        body: { team_id: team ?? undefined, title: title.trim() || undefined, as },
      },
      {
        onSuccess: ({ key }) => {
          navigate(`/propose?draft=${key}`)
          toast(t('doors.copied'))
        },
      },
    )
  return (
    <AskDialog
      title={t(as ? `conclusions.do.${as}` : 'doors.copy')}
      action={t('doors.copySend')}
      asked={clone}
      onSend={send}
      onClose={onClose}
    >
      <p>{t('doors.copyWhy')}</p>
      {teams.length > 1 && (
        <Select
          name="team_id"
          label={t('doors.copyTeam')}
          empty={t('doors.chooseTeam')}
          options={teams.map((id) => ({ value: id, label: teamName(id) }))}
          value={team}
          onValue={setTeam}
        />
      )}
      <TextField name="title" label={t('doors.name')} limit={200} value={title} onValue={setTitle} />
    </AskDialog>
  )
}
